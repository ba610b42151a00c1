using Gudok.Numbers;
using Gudok.Numbers.Postgres;
using Npgsql;

namespace Gudok.Ledger.Postgres;

/// <summary>Keeps the classes of retention by the numbers that they have once and for all.</summary>
internal sealed class ClassKeeper(Database database, HeldStates states)
{
    /// <summary>Keeps the terms of classes; durable when it returns. One whose name is new gets the next number and tables of its own.</summary>
    /// <returns>All classes.</returns>
    /// <exception cref="LedgerException">GDK-4010: all numbers are given away.</exception>
    public async Task<IReadOnlyList<RetentionClass>> KeepAsync(IReadOnlyList<RetentionTerms> wanted, CancellationToken cancellationToken)
    {
        await database.RunAsync(
            async (connection, stop) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
                var state = await states.LockAsync(connection, stop).ConfigureAwait(false);
                await using var batch = Sql.Batch(connection, Changes(state.Classes, wanted));
                if (batch.BatchCommands.Count == 0) return true;
                batch.BatchCommands.Add(HeldStates.Change());
                await batch.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                await transaction.CommitAsync(stop).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return (await database.RunAsync(states.OfAsync, cancellationToken).ConfigureAwait(false)).Classes;
    }

    private static IEnumerable<NpgsqlBatchCommand> Changes(IReadOnlyList<RetentionClass> known, IReadOnlyList<RetentionTerms> wanted)
    {
        var all = known.ToList();
        foreach (var terms in wanted)
        {
            var at = all.FindIndex(one => one.Number != RetentionClass.Default && one.Terms.Name == terms.Name);
            if (at >= 0 && all[at].Terms == terms) continue;
            if (at >= 0) all[at] = all[at] with { Terms = terms };
            else all.Add(new RetentionClass(Next(all), terms));
            var kept = all[at >= 0 ? at : ^1];
            yield return ClassRows.Write(kept);
            if (at >= 0) continue;
            foreach (var command in ClassTables.Make(kept.Number, [.. all.Select(one => one.Number)])) yield return command;
        }
    }

    private static int Next(List<RetentionClass> all) => all[^1].Number < DayPart.MostClass ? all[^1].Number + 1 : throw LedgerException.TooManyClasses();
}
