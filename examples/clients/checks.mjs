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

/// A check for each row of a table, named by the words and the row's first cell.
export function each(rows, what, check) {
  return Object.fromEntries(rows.map((row) => [`${what} ${row[0]}`.trim(), (session) => check(session, ...row)]));
}
