//! Counts what this thread allocates.

#![expect(unsafe_code, reason = "there is no safe way to be a global allocator")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

/// Allocations made, and the bytes they asked for. A growing reallocation counts as one, with its new size.
#[derive(Clone, Copy, Default)]
pub(crate) struct Allocations {
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

// Per thread and without atomics: counting must cost the sides that allocate much as little as the others.
thread_local! {
    static SO_FAR: Cell<Allocations> = const { Cell::new(Allocations { count: 0, bytes: 0 }) };
}

impl Allocations {
    /// What this thread has allocated since it began.
    pub(crate) fn so_far() -> Self {
        SO_FAR.get()
    }

    /// These and those since `start`.
    pub(crate) fn plus_since(self, start: Self) -> Self {
        let now = Self::so_far();
        Self { count: self.count + now.count - start.count, bytes: self.bytes + now.bytes - start.bytes }
    }
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(size: usize) {
    // A thread that is ending has no counter any more; what it allocates then belongs to no measurement.
    let _ = SO_FAR.try_with(|so_far| {
        let Allocations { count, bytes } = so_far.get();
        so_far.set(Allocations { count: count + 1, bytes: bytes + size as u64 });
    });
}

// SAFETY: every method hands its arguments to `System` unchanged; the counter neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}
