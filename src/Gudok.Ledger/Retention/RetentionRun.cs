using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>One run of retention. Each step is taken whatever became of the one before, and what had to be left is told at the end.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="forgetting">Forgets parties.</param>
/// <param name="isDue">Whether the term of a part is over.</param>
internal sealed class RetentionRun(IRetainingLedger ledger, PartyForgetting forgetting, Func<DayPart, bool> isDue)
{
    private readonly List<string> _faults = [];

    /// <summary>Destroys what is due.</summary>
    public async ValueTask<RetentionReport> RunAsync(CancellationToken cancellationToken)
    {
        var messages = 0;
        IReadOnlyList<DropStatement> dropped = [];
        await StepAsync(async () => messages = await ledger.DropExpiredMessagesAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await StepAsync(async () => await ledger.ReleaseHeldAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        // Also those whom a run owes that was cut short.
        await StepAsync(async () => await forgetting.RunAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await StepAsync(async () => dropped = await DropAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (dropped.Count > 0) await StepAsync(async () => await forgetting.RunAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (forgetting.Fault is { } fault) _faults.Add(fault);
        RetentionMeter.CountParties(forgetting.Left);
        return new RetentionReport(messages, dropped, forgetting.Forgotten) { Faults = [.. _faults.Distinct()] };
    }

    private async Task StepAsync(Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or VaultException)
        {
            RetentionMeter.CountStep();
            _faults.Add(fault is VaultException known ? $"{known.Code}: {known.Message}" : fault.Message);
        }
    }

    private async ValueTask<IReadOnlyList<DropStatement>> DropAsync(CancellationToken cancellationToken)
    {
        var days = await ledger.DaysAsync(cancellationToken).ConfigureAwait(false);
        var due = new DueParts(days, isDue);
        var damaged = days.Where(day => day.Damage is not null && isDue(day.Part)).Select(day => new DamagedPart(day.Part, day.Damage!)).ToList();
        IReadOnlyList<DropStatement> dropped = [];
        while (due.Parts.Count > 0)
        {
            var outcome = await ledger.DropDaysAsync([.. due.Parts], cancellationToken).ConfigureAwait(false);
            if (outcome is DropOutcome.Dropped gone) dropped = gone.Statements;
            if (outcome is not DropOutcome.Damaged found) break;
            damaged.AddRange(found.Parts);
            var before = due.Parts.Count;
            due.Leave([.. found.Parts.Select(part => part.Part)]);
            if (due.Parts.Count == before) throw new InvalidOperationException("The ledger names damaged parts that were not to be dropped.");
        }

        Tell(damaged, due.Waiting);
        return dropped;
    }

    private void Tell(List<DamagedPart> damaged, int waiting)
    {
        var names = ledger.Classes.ToDictionary(one => one.Number, one => one.Terms.Name);
        foreach (var (part, text) in damaged.OrderBy(one => one.Part))
        {
            _faults.Add($"{LedgerFaults.DueDamaged}: what class {names[part.Class]} has of {SegmentName.DayText(part.Day)} is due, cannot be read as it was written and stays until it is restored from a backup: {text}");
        }

        if (waiting > 0) _faults.Add($"{LedgerFaults.DueDamaged}: {waiting} further {(waiting == 1 ? "part of a day that is due waits" : "parts of days that are due wait")} for it, as something was added there to calls that stay");
        RetentionMeter.CountParts(damaged.Count + waiting);
    }
}
