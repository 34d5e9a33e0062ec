"""The back office: people, teams and incidents. Notes, votes and seats of sessions are not in it, on purpose."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from incidents.models import Channel, Communication, Correction, Incident, Membership, Phase, Team, User


class NewPersonForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class PersonForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "date_joined")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ("name", "zone", "created_at")
    search_fields = ("name",)
    inlines = (MembershipInline,)


class PhaseInline(admin.TabularInline):
    model = Phase
    extra = 0


class CommunicationInline(admin.TabularInline):
    model = Communication
    fields = ("posted_at", "channel", "sender", "status", "text")
    extra = 0
    show_change_link = True


@admin.register(Incident)
class IncidentAdmin(admin.ModelAdmin):
    list_display = ("title", "team", "first_alert_at", "resolved_at")
    list_filter = ("team", "kind", "severity")
    search_fields = ("title",)
    autocomplete_fields = ("team", "created_by")
    inlines = (PhaseInline, CommunicationInline)


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "team")
    list_filter = ("kind", "team")
    search_fields = ("name",)


@admin.register(Communication)
class CommunicationAdmin(admin.ModelAdmin):
    list_display = ("posted_at", "incident", "channel", "status")
    list_filter = ("status",)
    search_fields = ("text", "incident__title")
    autocomplete_fields = ("incident", "channel")


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    """To read only: what stood there before is evidence."""

    list_display = ("at", "incident", "field", "before", "after", "by_name")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False
