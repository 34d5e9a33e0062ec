"""Where a session is planned, entered, run and reviewed. A verb is a small address of its own."""

from django.urls import path

from sessions.actions import causes, notes, plan, seats, steps, timeline
from sessions.views import board, editing, entering, planning
from sessions.views.pressing import press

app_name = "retro"

urlpatterns = [
    path("sessions/", planning.list_sessions, name="list"),
    path("sessions/new/<str:incident_uid>/", planning.plan, name="plan"),
    path("sessions/<str:uid>/", planning.prepare, name="prepare"),
    path("sessions/<str:uid>/edit/", planning.edit, name="edit"),
    path("sessions/<str:uid>/review/", planning.review, name="review"),
    path("join/", entering.join_by_code, name="join"),
    path("join/<str:token>/", entering.join_by_link, name="join_link"),
    path("d/<str:link>/", entering.open_display, name="display"),
    path("d/<str:link>/show", entering.show_display, name="show_display"),
    path("display/<str:uid>/", board.board, {"display": True}, name="display_board"),
    path("display/<str:uid>/board", board.snapshot, {"display": True}, name="display_snapshot"),
    path("display/<str:uid>/language/", entering.speak, {"display": True}, name="display_speak"),
    path("display/<str:uid>/leave/", entering.leave, {"display": True}, name="display_leave"),
    path("s/<str:uid>/enter/", entering.enter, name="enter"),
    path("s/<str:uid>/leave/", entering.leave, name="leave"),
    path("s/<str:uid>/language/", entering.speak, name="speak"),
    path("s/<str:uid>/", board.board, name="board"),
    path("s/<str:uid>/board", board.snapshot, name="snapshot"),
    path("s/<str:uid>/mine", board.mine, name="mine"),
    path("s/<str:uid>/desk", board.desk, name="desk"),
    path("s/<str:uid>/screenshots/<str:screenshot>/picture", board.picture, name="picture"),
    # The course of the session
    path("s/<str:uid>/start", press(steps.start), name="start"),
    path("s/<str:uid>/go/<str:came_from>/<str:step>", press(steps.go_to_step), name="go"),
    path("s/<str:uid>/pause", press(steps.pause), name="pause"),
    path("s/<str:uid>/resume", press(steps.resume), name="resume"),
    path("s/<str:uid>/extend/<int:minutes>", press(steps.extend), name="extend"),
    path("s/<str:uid>/prompt/<int:number>", press(steps.show_prompt), name="prompt"),
    path("s/<str:uid>/prompt/none", press(steps.show_prompt, number=None), name="no_prompt"),
    path("s/<str:uid>/finish", press(steps.finish), name="finish"),
    path("s/<str:uid>/undo/<uuid:undone>", board.undo, name="undo"),
    # People
    path("s/<str:uid>/done", press(seats.be_done, done=True), name="done"),
    path("s/<str:uid>/not-done", press(seats.be_done, done=False), name="not_done"),
    path("s/<str:uid>/name", editing.rename, name="rename"),
    path("s/<str:uid>/seats/<str:item>/hand-over", press(seats.hand_over), name="hand_over"),
    path("s/<str:uid>/seats/<str:item>/remove", press(seats.remove_seat), name="remove_seat"),
    path("s/<str:uid>/doors/close", press(seats.close_doors), name="close_doors"),
    path("s/<str:uid>/doors/open", press(seats.open_doors), name="open_doors"),
    path("s/<str:uid>/displays/revoke", press(seats.revoke_displays), name="revoke_displays"),
    # The timeline
    path("s/<str:uid>/communications/add", editing.add_communication, name="add_communication"),
    path("s/<str:uid>/communications/<str:item>/correct", editing.correct_communication, name="correct_communication"),
    path(
        "s/<str:uid>/communications/<str:item>/remove",
        press(timeline.remove_communication),
        name="remove_communication",
    ),
    path("s/<str:uid>/times/<str:field>/correct", editing.correct_time, name="correct_time"),
    path("s/<str:uid>/channels/add", editing.add_channel, name="add_channel"),
    path("s/<str:uid>/channels/all/show", press(timeline.show_channel, item=None), name="show_all_channels"),
    path("s/<str:uid>/channels/<str:item>/show", press(timeline.show_channel), name="show_channel"),
    path("s/<str:uid>/screenshots/none/light", press(timeline.light_screenshot, item=None), name="dim_screenshot"),
    path("s/<str:uid>/screenshots/<str:item>/light", press(timeline.light_screenshot), name="light_screenshot"),
    path("s/<str:uid>/gaps/none/light", press(timeline.light_gap, key=""), name="dim_gap"),
    path("s/<str:uid>/gaps/<str:key>/light", press(timeline.light_gap), name="light_gap"),
    path("s/<str:uid>/gaps/<str:key>/agree", press(timeline.judge_gap, agrees=True), name="agree"),
    path("s/<str:uid>/gaps/<str:key>/disagree", press(timeline.judge_gap, agrees=False), name="disagree"),
    path("s/<str:uid>/circle", press(timeline.circle_largest), name="circle"),
    # Notes
    path("s/<str:uid>/notes/write", editing.write_note, name="write_note"),
    path("s/<str:uid>/notes/reveal", press(notes.reveal), name="reveal"),
    path("s/<str:uid>/notes/none/light", press(notes.light_note, item=None), name="dim_note"),
    path("s/<str:uid>/notes/<str:item>/light", press(notes.light_note), name="light_note"),
    path("s/<str:uid>/notes/<str:item>/edit", editing.edit_note, name="edit_note"),
    path("s/<str:uid>/notes/<str:item>/delete", press(notes.delete_note), name="delete_note"),
    path("s/<str:uid>/notes/<str:item>/pin", editing.pin_note, name="pin_note"),
    path("s/<str:uid>/notes/<str:item>/unstack", press(notes.unstack_note), name="unstack_note"),
    # Causes
    path("s/<str:uid>/notes/<str:note>/whys/add", editing.add_why, name="add_why"),
    path("s/<str:uid>/whys/<str:item>/edit", editing.edit_why, name="edit_why"),
    path("s/<str:uid>/whys/<str:item>/remove", press(causes.remove_why), name="remove_why"),
    path("s/<str:uid>/whys/<str:item>/root", press(causes.mark_root, root=True), name="root"),
    path("s/<str:uid>/whys/<str:item>/not-root", press(causes.mark_root, root=False), name="not_root"),
    # The plan
    path("s/<str:uid>/notes/<str:note>/vote", press(plan.vote), name="vote"),
    path("s/<str:uid>/notes/<str:note>/take-back", press(plan.take_back_vote), name="take_back_vote"),
    path("s/<str:uid>/notes/<str:note>/choose", press(plan.choose_problem), name="choose"),
    path("s/<str:uid>/notes/<str:note>/let-go", press(plan.let_go_problem), name="let_go_problem"),
    path("s/<str:uid>/commitments/add", editing.add_commitment, name="add_commitment"),
    path("s/<str:uid>/commitments/<str:item>/edit", editing.edit_commitment, name="edit_commitment"),
    path("s/<str:uid>/commitments/<str:item>/remove", press(plan.remove_commitment), name="remove_commitment"),
    path("s/<str:uid>/commitments/<str:item>/drive", press(plan.drive), name="drive"),
    path("s/<str:uid>/commitments/<str:item>/let-go", press(plan.let_go), name="let_go"),
]
