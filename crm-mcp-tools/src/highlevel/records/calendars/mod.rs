//! What is in the calendars, and the notes on it.

mod appointment_note;
mod calendar;
mod calendar_event;

pub use self::{appointment_note::AppointmentNote, calendar::Calendar, calendar_event::CalendarEvent};
