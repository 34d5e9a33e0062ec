"""Where a session is planned, entered, run and reviewed. A verb is a small address of its own."""

from django.urls import path

from sessions.actions import causes, notes, plan, seats, steps, timeline
from sessions.views import board, editing, entering, planning, reasoning
from sessions.views.pressing import press

app_name = "retro"

urlpatterns = [
    path("sessions/", planning.list_sessions, name="list"),
    path("sessions/new/<slug:incident_uid>/", planning.plan, name="plan"),
    path("sessions/<slug:uid>/", planning.prepare, name="prepare"),
    path("sessions/<slug:uid>/edit/", planning.edit, name="edit"),
    path("sessions/<slug:uid>/review/", planning.review, name="review"),
    path("join/", entering.join_by_code, name="join"),
    path("join/<slug:token>/", entering.join_by_link, name="join_link"),
    path("d/<str:link>/", entering.open_display, name="display"),
    path("d/<str:link>/show", entering.show_display, name="show_display"),
    path("display/<slug:uid>/", board.board, {"display": True}, name="display_board"),
    path("display/<slug:uid>/board", board.snapshot, {"display": True}, name="display_snapshot"),
    path("display/<slug:uid>/language/", entering.speak, {"display": True}, name="display_speak"),
    path("display/<slug:uid>/leave/", entering.leave, {"display": True}, name="display_leave"),
    path("s/<slug:uid>/enter/", entering.enter, name="enter"),
    path("s/<slug:uid>/leave/", entering.leave, name="leave"),
    path("s/<slug:uid>/language/", entering.speak, name="speak"),
    path("s/<slug:uid>/", board.board, name="board"),
    path("s/<slug:uid>/board", board.snapshot, name="snapshot"),
    path("s/<slug:uid>/mine", board.mine, name="mine"),
    path("s/<slug:uid>/desk", board.desk, name="desk"),
    path("s/<slug:uid>/screenshots/<slug:screenshot>/picture", board.picture, name="picture"),
    # The course of the session
    path("s/<slug:uid>/start", press(steps.start), name="start"),
    path("s/<slug:uid>/go/<slug:came_from>/<slug:step>", press(steps.go_to_step), name="go"),
    path("s/<slug:uid>/pause", press(steps.pause), name="pause"),
    path("s/<slug:uid>/resume", press(steps.resume), name="resume"),
    path("s/<slug:uid>/extend/<int:minutes>", press(steps.extend), name="extend"),
    path("s/<slug:uid>/prompt/<int:number>", press(steps.show_prompt), name="prompt"),
    path("s/<slug:uid>/prompt/none", press(steps.show_prompt, number=None), name="no_prompt"),
    path("s/<slug:uid>/finish", press(steps.finish), name="finish"),
    path("s/<slug:uid>/undo/<uuid:undone>", board.undo, name="undo"),
    # People
    path("s/<slug:uid>/done", press(seats.be_done, done=True), name="done"),
    path("s/<slug:uid>/not-done", press(seats.be_done, done=False), name="not_done"),
    path("s/<slug:uid>/name", editing.rename, name="rename"),
    path("s/<slug:uid>/seats/<slug:item>/hand-over", press(seats.hand_over), name="hand_over"),
    path("s/<slug:uid>/seats/own/lead", press(seats.take_lead), name="take_lead"),
    path("s/<slug:uid>/seats/<slug:item>/remove", press(seats.remove_seat), name="remove_seat"),
    path("s/<slug:uid>/doors/close", press(seats.close_doors), name="close_doors"),
    path("s/<slug:uid>/doors/open", press(seats.open_doors), name="open_doors"),
    path("s/<slug:uid>/displays/revoke", press(seats.revoke_displays), name="revoke_displays"),
    # The timeline
    path("s/<slug:uid>/communications/add", editing.add_communication, name="add_communication"),
    path(
        "s/<slug:uid>/communications/<slug:item>/correct", editing.correct_communication, name="correct_communication"
    ),
    path(
        "s/<slug:uid>/communications/<slug:item>/remove",
        press(timeline.remove_communication),
        name="remove_communication",
    ),
    path("s/<slug:uid>/times/<slug:field>/correct", editing.correct_time, name="correct_time"),
    path("s/<slug:uid>/channels/add", editing.add_channel, name="add_channel"),
    path("s/<slug:uid>/channels/all/show", press(timeline.show_channel, item=None), name="show_all_channels"),
    path("s/<slug:uid>/channels/<slug:item>/show", press(timeline.show_channel), name="show_channel"),
    path("s/<slug:uid>/screenshots/none/light", press(timeline.light_screenshot, item=None), name="dim_screenshot"),
    path("s/<slug:uid>/screenshots/<slug:item>/light", press(timeline.light_screenshot), name="light_screenshot"),
    path("s/<slug:uid>/gaps/none/light", press(timeline.light_gap, key=""), name="dim_gap"),
    path("s/<slug:uid>/gaps/<slug:key>/light", press(timeline.light_gap), name="light_gap"),
    path("s/<slug:uid>/gaps/<slug:key>/agree", press(timeline.judge_gap, agrees=True), name="agree"),
    path("s/<slug:uid>/gaps/<slug:key>/disagree", press(timeline.judge_gap, agrees=False), name="disagree"),
    path("s/<slug:uid>/circle", press(timeline.circle_largest), name="circle"),
    # Notes
    path("s/<slug:uid>/notes/write", editing.write_note, name="write_note"),
    path("s/<slug:uid>/notes/reveal", press(notes.reveal), name="reveal"),
    path("s/<slug:uid>/notes/none/light", press(notes.light_note, item=None), name="dim_note"),
    path("s/<slug:uid>/notes/<slug:item>/light", press(notes.light_note), name="light_note"),
    path("s/<slug:uid>/notes/<slug:item>/edit", editing.edit_note, name="edit_note"),
    path("s/<slug:uid>/notes/<slug:item>/delete", press(notes.delete_note), name="delete_note"),
    path("s/<slug:uid>/notes/<slug:item>/pin", editing.pin_note, name="pin_note"),
    path("s/<slug:uid>/notes/<slug:item>/unstack", press(notes.unstack_note), name="unstack_note"),
    # Causes
    path("s/<slug:uid>/notes/<slug:note>/whys/add", reasoning.add_why, name="add_why"),
    path("s/<slug:uid>/whys/<slug:item>/edit", reasoning.edit_why, name="edit_why"),
    path("s/<slug:uid>/whys/<slug:item>/remove", press(causes.remove_why), name="remove_why"),
    path("s/<slug:uid>/whys/<slug:item>/root", press(causes.mark_root, root=True), name="root"),
    path("s/<slug:uid>/whys/<slug:item>/not-root", press(causes.mark_root, root=False), name="not_root"),
    # The plan
    path("s/<slug:uid>/notes/<slug:note>/vote", press(plan.vote), name="vote"),
    path("s/<slug:uid>/notes/<slug:note>/take-back", press(plan.take_back_vote), name="take_back_vote"),
    path("s/<slug:uid>/notes/<slug:note>/choose", press(plan.choose_problem), name="choose"),
    path("s/<slug:uid>/notes/<slug:note>/let-go", press(plan.let_go_problem), name="let_go_problem"),
    path("s/<slug:uid>/commitments/add", reasoning.add_commitment, name="add_commitment"),
    path("s/<slug:uid>/commitments/<slug:item>/edit", reasoning.edit_commitment, name="edit_commitment"),
    path("s/<slug:uid>/commitments/<slug:item>/remove", press(plan.remove_commitment), name="remove_commitment"),
    path("s/<slug:uid>/commitments/<slug:item>/drive", press(plan.drive), name="drive"),
    path("s/<slug:uid>/commitments/<slug:item>/let-go", press(plan.let_go), name="let_go"),
]
