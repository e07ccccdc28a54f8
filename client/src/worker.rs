//! The thread on which the callbacks of completions are called.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// What is to be called.
type Task = Box<dyn FnOnce() + Send>;

/// Has a callback called behind those before it. The thread is started when it is first needed.
pub(crate) fn run(task: Task) {
    static TASKS: OnceLock<Sender<Task>> = OnceLock::new();
    let tasks = TASKS.get_or_init(|| {
        let (sender, tasks) = channel::<Task>();
        thread::spawn(move || {
            for task in tasks {
                // A callback that panics has said so, and doesn't take the others with it.
                let _ = catch_unwind(AssertUnwindSafe(task));
            }
        });
        sender
    });
    // The thread ends with the process only.
    let _ = tasks.send(task);
}
