using System.CommandLine;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Sip;

namespace Gudok;

/// <summary><c>gudok hold</c>: legal holds.</summary>
internal static class HoldCommand
{
    private static readonly Option<string?> Call = new("--call") { Description = "Id of the call to hold.", HelpName = "ID" };
    private static readonly Option<bool> Number = new("--number") { Description = "Hold all calls of a party; its number is read from standard input." };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why: case, letter, court.", HelpName = "TEXT", Required = true };
    private static readonly Option<string?> Until = new("--until") { Description = "When it ends by itself, such as 2027-11-21.", HelpName = "TIME" };
    private static readonly Argument<string> HoldId = new("id") { Description = "The hold's id." };

    public static Command Create(CommandEnvironment environment)
    {
        var add = new Command("add", "Places a hold on a call or a party: neither the end of a term nor an erasure touches it.") { Call, Number, Reason, Until };
        add.Validators.Add(result =>
        {
            if ((result.GetValue(Call) is null) != result.GetValue(Number)) result.AddError("Give --call ID, or --number and the number on standard input.");
            if (result.GetValue(Until) is { } until && !Instant.TryParse(until, out _)) result.AddError("--until takes a time such as 2027-11-21.");
        });
        add.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, (folder, stop) => AddAsync(environment.Terminal, folder, parsed, stop), cancellationToken));
        var list = new Command("list", "All holds: who, why, until when.");
        list.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, (folder, stop) => ListAsync(environment.Terminal, folder.Holds, stop), cancellationToken));
        var release = new Command("release", "Releases a hold: retention and erasure go on at their next run.") { HoldId };
        release.SetAction((parsed, cancellationToken) => environment.OnFolderAsync(parsed, mayCreate: false, (folder, stop) => ReleaseAsync(environment.Terminal, folder, parsed, stop), cancellationToken));
        return new Command("hold", "Legal holds: keep a call, or all calls of a party, beyond term and erasure.") { add, list, release };
    }

    private static async Task<int> AddAsync(CommandTerminal terminal, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        RecordId call = default;
        if (parsed.GetValue(Call) is { } text && !RecordId.TryParse(text, out call)) return terminal.Refuse("there is no such call: the id is not whole");
        string? number = null;
        if (parsed.GetValue(Number))
        {
            using var typed = new StreamReader(terminal.OpenInput());
            number = await typed.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "";
        }

        Instant? until = parsed.GetValue(Until) is { } end && Instant.TryParse(end, out var at) ? at : null;
        var reason = parsed.GetValue(Reason)!;
        var note = LocalActors.Note(Act.HoldPlace.Name, reason, number is null ? null : "all calls of a party", number is null ? ["call:" + call] : []);
        var hold = await folder.Journal.DoAsync(
            note, () => folder.Holds.PlaceAsync(number is null ? call : null, number, reason, until, Environment.UserName, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        if (hold is null) return terminal.Refuse("there is no such call or party: a hold covers what is recorded");
        await terminal.Output.WriteLineAsync(Text(hold)).ConfigureAwait(false);
        terminal.TellOfBlots(hold.Reason);
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(CommandTerminal terminal, LegalHolds holds, CancellationToken cancellationToken)
    {
        var all = await holds.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var hold in all) await terminal.Output.WriteLineAsync(Text(hold)).ConfigureAwait(false);
        if (all.Count == 0) await terminal.Output.WriteLineAsync("No holds.").ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static async Task<int> ReleaseAsync(CommandTerminal terminal, DataFolder folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var holds = folder.Holds;
        var known = Guid.TryParse(parsed.GetValue(HoldId), out var id) ? await holds.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
        if (known is null) return terminal.Refuse($"there is no hold {parsed.GetValue(HoldId)}; gudok hold list shows all of them");
        var released = await folder.Journal.DoAsync(
            LocalActors.Note(Act.HoldRelease.Name, null, null, $"hold:{id}"), () => holds.ReleaseAsync(id, Environment.UserName, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        if (released is not { } hold)
        {
            // Looked at anew: it may have ended since.
            return terminal.Refuse(OverText(await holds.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? known, known.InForce));
        }

        await terminal.Output.WriteLineAsync(Text(hold)).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>Why a hold cannot be released any more.</summary>
    /// <param name="hold">The hold as it is now.</param>
    /// <param name="wasInForce">Whether it was in force a moment ago, so that somebody else was quicker.</param>
    internal static string OverText(HoldView hold, bool wasInForce) => hold.ReleasedBy is { } by
        ? $"hold {hold.Id} is over already: {by} released it {(wasInForce ? "meanwhile, " : "")}at {hold.ReleasedAt}"
        : $"hold {hold.Id} is over already: it ended by itself {(wasInForce ? "meanwhile, " : "")}at {hold.Until}";

    private static string Text(HoldView hold) =>
        $"{hold.Id}  {(hold.Call is { } call ? "call " + call : "party " + (hold.Party is { Length: > 0 } party ? party : "(erased)"))}  by {hold.Actor} at {hold.MadeAt}"
        + $"{(hold.Until is { } until ? " until " + until : "")}  {(hold.InForce ? "in force" : hold.ReleasedBy is { } by ? $"released by {by} at {hold.ReleasedAt}" : "ended")}  {hold.Reason}";
}
