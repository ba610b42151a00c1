using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>The way from an observed call to a kept record: finds what is known, resolves parties, seals messages, appends.</summary>
/// <remarks>Thread-safe; batches are recorded one after the other in the order of the calls to it.</remarks>
public interface ICallIntake
{
    /// <summary>Records calls; durable when it returns. The same calls given again add nothing.</summary>
    ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken);
}

/// <summary>What an intake did.</summary>
/// <param name="Ids">For each call the id of its record, new or known.</param>
/// <param name="Added">New records.</param>
/// <param name="Known">Calls that were recorded before and brought nothing new.</param>
/// <param name="Corrected">Calls that were recorded before and brought something later.</param>
public sealed record IntakeReport(IReadOnlyList<RecordId> Ids, int Added, int Known, int Corrected);
