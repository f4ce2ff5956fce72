//! Operations on tasks. A call task is a task of another type: the same path, and other tools.

use crm_mcp_core::Effect;
use http::Method;

use super::{read, write};
use crate::crm::operation::{Read, Write};

/// Lists tasks; those of the type `lead` unless another is asked for.
pub static LIST_TASKS: Read = read(Method::GET, "/task/");
/// Reads a task.
pub static GET_TASK: Read = read(Method::GET, "/task/{id}/");
/// Creates a task at a lead.
pub static CREATE_TASK: Write = write(Effect::Create, Method::POST, "/task/", "create_task", "find_tasks").looked_up();
/// Changes fields of a task.
pub static UPDATE_TASK: Write = write(Effect::Update, Method::PUT, "/task/{id}/", "update_task", "fetch_task");
/// Removes a task.
pub static DELETE_TASK: Write = write(Effect::Delete, Method::DELETE, "/task/{id}/", "delete_task", "find_tasks");
/// Creates a call task at a lead, which may make a voice agent call.
pub static CREATE_CALL_TASK: Write =
    write(Effect::Send, Method::POST, "/task/", "create_call_task", "find_call_tasks").looked_up();
/// Changes fields of a call task.
pub static UPDATE_CALL_TASK: Write =
    write(Effect::Update, Method::PUT, "/task/{id}/", "update_call_task", "fetch_call_task");
/// Removes a call task.
pub static DELETE_CALL_TASK: Write =
    write(Effect::Delete, Method::DELETE, "/task/{id}/", "delete_call_task", "find_call_tasks");
