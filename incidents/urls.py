"""Addresses of accounts and teams (without a namespace) and of incidents (``incidents:``)."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

from incidents.views import accounts, communications, incidents, screenshots, teams

incident_patterns = [
    path("", incidents.index, name="list"),
    path("new/", incidents.new, name="new"),
    path("<str:uid>/", incidents.edit, name="edit"),
    path("<str:uid>/zone/", incidents.zone, name="zone"),
    path("<str:uid>/delete/", incidents.delete, name="delete"),
    path("<str:uid>/corrections/", incidents.corrections, name="corrections"),
    path("<str:uid>/answers/<slug:key>/", incidents.section, name="section"),
    path("<str:uid>/communications/", communications.add, name="communication_add"),
    path("<str:uid>/channels/", communications.channel_add, name="channel_add"),
    path("<str:uid>/channels/<str:channel_uid>/kind/", communications.channel_kind, name="channel_kind"),
    path("<str:uid>/channels/<str:channel_uid>/remove/", communications.channel_remove, name="channel_remove"),
    path("<str:uid>/screenshots/", screenshots.add, name="screenshot_add"),
    path("communications/<str:uid>/", communications.save, name="communication"),
    path("communications/<str:uid>/delete/", communications.delete, name="communication_delete"),
    path("screenshots/<str:uid>/", screenshots.show, name="screenshot"),
    path("screenshots/<str:uid>/caption/", screenshots.caption, name="screenshot_caption"),
    path("screenshots/<str:uid>/delete/", screenshots.delete, name="screenshot_delete"),
]

urlpatterns = [
    path("", accounts.home, name="home"),
    path("sign-in/", accounts.SignIn.as_view(), name="login"),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("sign-up/", accounts.sign_up, name="sign_up"),
    path("invitation/<str:token>/", accounts.invitation, name="invitation"),
    path("password/", accounts.Reset.as_view(), name="password_reset"),
    path("password/sent/", auth_views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("password/<uidb64>/<token>/", accounts.ResetConfirm.as_view(), name="password_reset_confirm"),
    path("password/saved/", auth_views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("teams/new/", teams.team_new, name="team_new"),
    path("teams/<str:uid>/", teams.team, name="team"),
    path("teams/<str:uid>/invite/", teams.invite, name="invite"),
    path("teams/<str:uid>/invite/end/", teams.invitation_revoke, name="invitation_revoke"),
    path("teams/<str:uid>/members/<int:number>/remove/", teams.member_remove, name="member_remove"),
    path("incidents/", include((incident_patterns, "incidents"))),
]
