"""Review before publishing: what authors hand in is read by an editor (Wagtail's workflow).

Authors of a course may publish by themselves or hand in for review; an editor approves, with
comments, or sends it back. Wagtail sends the mails and keeps the history.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

NAME = "Review by an editor"
#: The workflow that comes with Wagtail asks a group in which nobody is.
_NOT_OURS = "Moderators approval"


@transaction.atomic
def set_review_by(editors: Group) -> None:
    """Let this group review what is handed in, on all pages. Safe to repeat."""
    root = Page.get_first_root_node()
    Workflow.objects.filter(name=_NOT_OURS).update(active=False)
    workflow, _ = Workflow.objects.get_or_create(name=NAME)
    task = GroupApprovalTask.objects.filter(name=NAME).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.add(editors)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
