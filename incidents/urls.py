"""Addresses of accounts and teams (without a namespace) and of incidents (``incidents:``)."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

from incidents.views import accounts, communications, incidents, screenshots, teams

incident_patterns = [
    path("", incidents.index, name="list"),
    path("new/", incidents.new, name="new"),
    path("<slug:uid>/", incidents.edit, name="edit"),
    path("<slug:uid>/zone/", incidents.zone, name="zone"),
    path("<slug:uid>/delete/", incidents.delete, name="delete"),
    path("<slug:uid>/corrections/", incidents.corrections, name="corrections"),
    path("<slug:uid>/answers/<slug:key>/", incidents.section, name="section"),
    path("<slug:uid>/communications/", communications.add, name="communication_add"),
    path("<slug:uid>/channels/", communications.channel_add, name="channel_add"),
    path("<slug:uid>/channels/<slug:channel_uid>/kind/", communications.channel_kind, name="channel_kind"),
    path("<slug:uid>/channels/<slug:channel_uid>/remove/", communications.channel_remove, name="channel_remove"),
    path("<slug:uid>/screenshots/", screenshots.add, name="screenshot_add"),
    path("communications/<slug:uid>/", communications.save, name="communication"),
    path("communications/<slug:uid>/delete/", communications.delete, name="communication_delete"),
    path("screenshots/<slug:uid>/", screenshots.show, name="screenshot"),
    path("screenshots/<slug:uid>/caption/", screenshots.caption, name="screenshot_caption"),
    path("screenshots/<slug:uid>/delete/", screenshots.delete, name="screenshot_delete"),
]

urlpatterns = [
    path("", accounts.home, name="home"),
    path("sign-in/", accounts.SignIn.as_view(), name="login"),
    path("sign-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("sign-up/", accounts.sign_up, name="sign_up"),
    path("invitation/<slug:token>/", accounts.invitation, name="invitation"),
    path("password/", accounts.Reset.as_view(), name="password_reset"),
    path("password/sent/", auth_views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("password/<uidb64>/<token>/", accounts.ResetConfirm.as_view(), name="password_reset_confirm"),
    path("password/saved/", auth_views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("teams/new/", teams.team_new, name="team_new"),
    path("teams/<slug:uid>/", teams.team, name="team"),
    path("teams/<slug:uid>/invite/", teams.invite, name="invite"),
    path("teams/<slug:uid>/invite/end/", teams.invitation_revoke, name="invitation_revoke"),
    path("teams/<slug:uid>/members/<int:number>/remove/", teams.member_remove, name="member_remove"),
    path("incidents/", include((incident_patterns, "incidents"))),
]
