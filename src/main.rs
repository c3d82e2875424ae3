//! The program: parse, run, exit code.

/// A tree of small nodes a page: the allocator is felt, some seven parts in a hundred of a run against that of glibc.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    taojin::cli::run()
}
