// Goes through a list of checks and prints a line for each.

/// `checks` maps what is checked to a function that throws if it is not so.
export async function run(label, checks, session) {
  for (const [what, function_] of Object.entries(checks)) {
    try {
      await function_(session);
      console.log(`ok   ${label}: ${what}`);
    } catch (error) {
      console.log(`FAIL ${label}: ${what}: ${String(error).replaceAll(/\s+/g, " ").slice(0, 500)}`);
    }
  }
}
