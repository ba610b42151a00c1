using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Does one random thing after another with several ledgers at once, and compares all that they answer with what a plain model in
/// memory does.</summary>
/// <param name="seed">Tells the sequence; print it.</param>
/// <param name="model">The model.</param>
public sealed class RandomOperations(int seed, InMemoryCallLedger model)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Random _random = new(seed);
    private readonly List<RecordId> _ids = [];
    private RandomRecords? _make;

    private RandomRecords Make => _make ??= new RandomRecords(_random);

    /// <summary>Whether calls are held and days dropped; true unless said otherwise.</summary>
    public bool Drops { get; init; } = true;

    /// <summary>How many classes of retention calls belong to; 1 unless said otherwise.</summary>
    public int Classes { get; init; } = 1;

    /// <summary>Chance, for what a test does between the steps.</summary>
    public Random Random => _random;

    /// <summary>Tells all of them the classes.</summary>
    /// <param name="ledgers">Each of them is told.</param>
    public async Task BeginAsync(params IReadOnlyList<IRetainingLedger> ledgers)
    {
        RetentionTerms[] terms = [.. Enumerable.Range(1, Classes - 1).Select(number => new RetentionTerms($"class {number}", "chance", 30 * number, 3 * number))];
        foreach (var ledger in ledgers.Prepend(model)) await ledger.KeepClassesAsync(terms, None);
    }

    /// <summary>Does the next thing.</summary>
    /// <param name="ledgers">Each of them is asked and compared.</param>
    public async Task StepAsync(params IReadOnlyList<ICallLedger> ledgers)
    {
        switch (_random.Next(14))
        {
            case < 4:
                await AppendAsync(ledgers);
                break;
            case 4:
                foreach (var ledger in ledgers) await ledger.CloseSegmentsAsync(None);
                break;
            case 5:
                CallProbe[] probes = [Make.Probe(), Make.Probe(), Make.Probe()];
                foreach (var ledger in ledgers) Assert.Equal(await model.FindKnownAsync(probes, None), await ledger.FindKnownAsync(probes, None));
                break;
            case 6:
                await CompareRollupsAsync(ledgers);
                break;
            case 7 or 8 when _ids.Count > 0:
                await CompareOneAsync(AnyId(), ledgers);
                break;
            case 9 when _ids.Count > 0:
                await AmendAsync(ledgers);
                break;
            case 10 when Drops && _ids.Count > 0 && _random.Next(4) == 0 && ledgers.All(ledger => ledger is IRetainingLedger):
                await HoldAndDropAsync([.. ledgers.Cast<IRetainingLedger>()]);
                break;
            case 10:
                var dropped = await model.DropExpiredMessagesAsync(None);
                foreach (var ledger in ledgers) Assert.Equal(dropped, await ledger.DropExpiredMessagesAsync(None));
                break;
            default:
                await ComparePagesAsync(Make.Query(), ledgers);
                break;
        }
    }

    /// <summary>Compares what must be the same at the end.</summary>
    /// <param name="ledgers">Each of them is asked and compared.</param>
    public async Task EndAsync(params IReadOnlyList<ICallLedger> ledgers)
    {
        await ComparePagesAsync(new CallQuery { Limit = 50 }, ledgers);
        foreach (var ledger in ledgers)
        {
            Assert.Equal(model.Position, ledger.Position);
            Assert.Equal(Facts(await model.VerifyAsync(null, None)), Facts(await ledger.VerifyAsync(null, None)));
        }
    }

    // Heads are signed when a ledger says, and reopened ledgers sign at other times.
    private static VerifyReport Facts(VerifyReport report) => report with { Heads = HeadsReport.None };

    private int AnyClass() => Classes == 1 ? 0 : _random.Next(Classes);

    private RecordId AnyId() => _ids[_random.Next(_ids.Count)];

    private async Task AppendAsync(IReadOnlyList<ICallLedger> ledgers)
    {
        var records = Enumerable.Range(0, _random.Next(12)).Select(_ => Make.Record()).ToList();
        var corrections = new List<CallCorrection>();
        for (var count = _random.Next(4); count > 0 && _ids.Count > 0; count--)
        {
            if (await model.FindAsync(AnyId(), None) is not { } record) continue;
            corrections.Add(LedgerEntries.Correction(Make.Vary(record), Make.Time()));
        }

        _ids.AddRange(records.Select(record => record.Id));
        var entries = records.ConvertAll(record => LedgerEntries.Entry(record, new SealedMessages([record.Caller], new byte[] { 1, 2 })) with { Class = AnyClass() });
        var batch = new LedgerBatch(entries, corrections);
        var expected = await TryAsync(async () => await model.AppendAsync(batch, None));
        foreach (var ledger in ledgers) Assert.Equal(expected, await TryAsync(async () => await ledger.AppendAsync(batch, None)));
    }

    private async Task AmendAsync(IReadOnlyList<ICallLedger> ledgers)
    {
        var amendment = Make.Amendment(AnyId());
        int? version = _random.Next(3) == 0 ? _random.Next(3) : null;
        var expected = await TryAsync(async () => Outcome(await model.AmendAsync(amendment, version, None)));
        foreach (var ledger in ledgers) Assert.Equal(expected, await TryAsync(async () => Outcome(await ledger.AmendAsync(amendment, version, None))));
    }

    private async Task HoldAndDropAsync(IReadOnlyList<IRetainingLedger> ledgers)
    {
        var hold = Make.Hold(AnyId());
        DayPart[] days = [new(Make.Time().UtcDay, AnyClass()), new(Make.Time().UtcDay, AnyClass())];
        await model.KeepHoldAsync(hold, None);
        var expected = await model.DaysAsync(None);
        var outcome = Outcome(await model.DropDaysAsync(days, None));
        var released = (await model.ReleaseHeldAsync(None)).OrderBy(party => party.Value).ToArray();
        foreach (var ledger in ledgers)
        {
            await ledger.KeepHoldAsync(hold, None);
            Assert.Equal(await model.HoldsAsync(None), await ledger.HoldsAsync(None));
            Assert.Equal(expected.Select(Text), (await ledger.DaysAsync(None)).Select(Text));
            Assert.Equal(outcome, Outcome(await ledger.DropDaysAsync(days, None)));
            Assert.Equal(released, (await ledger.ReleaseHeldAsync(None)).OrderBy(party => party.Value));
            Assert.Equal(Facts(await model.VerifyAsync(null, None)), Facts(await ledger.VerifyAsync(null, None)));
        }
    }

    private static string Text(LedgerDay day) => $"{day with { NeededBy = [] }} {string.Join(',', day.NeededBy)}";

    private static string Outcome(DropOutcome outcome) => outcome is DropOutcome.Dropped dropped
        ? string.Join(',', dropped.Statements.Select(drop => drop with { Leaves = default, Positions = [] }))
            + dropped.Statements.Sum(drop => drop.Positions.Sum(run => run.Last - run.First + 1)) + string.Join(',', dropped.Parties.OrderBy(party => party.Value))
        : outcome.ToString();

    private static async Task<string> TryAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return $"{await action()}";
        }
        catch (LedgerException fault)
        {
            return fault.Fault;
        }
    }

    private async Task ComparePagesAsync(CallQuery query, IReadOnlyList<ICallLedger> ledgers)
    {
        RecordPage expected;
        do
        {
            expected = await model.QueryAsync(query, None);
            foreach (var ledger in ledgers)
            {
                var page = await ledger.QueryAsync(query, None);
                Assert.Equal(expected.Records.Select(RecordText.Of), page.Records.Select(RecordText.Of));
                Assert.Equal(expected.Next, page.Next);
            }

            query = query with { After = expected.Next };
        }
        while (expected.Next is not null);
    }

    private async Task CompareOneAsync(RecordId id, IReadOnlyList<ICallLedger> ledgers)
    {
        var expected = await TextAsync(model, id);
        foreach (var ledger in ledgers) Assert.Equal(expected, await TextAsync(ledger, id));
    }

    private async Task CompareRollupsAsync(IReadOnlyList<ICallLedger> ledgers)
    {
        var from = _random.Next(2) == 0 ? new Instant(0) : Make.Time();
        var expected = await model.RollupsAsync(from, LedgerEntries.Start + TimeSpan.FromDays(100), None);
        foreach (var ledger in ledgers)
        {
            var sums = await ledger.RollupsAsync(from, LedgerEntries.Start + TimeSpan.FromDays(100), None);
            Assert.Equal(expected.Position, sums.Position);
            Assert.Equal(expected.Rollups, sums.Rollups);
        }
    }

    private static string Outcome(AmendOutcome outcome) => outcome is AmendOutcome.Made made ? RecordText.Of(made.Record) : outcome.ToString();

    // All that is told of one record.
    private static async Task<List<string>> TextAsync(ICallLedger ledger, RecordId id)
    {
        var found = await ledger.FindAsync(id, None);
        List<string> lines = [found is null ? "none" : RecordText.Of(found)];
        lines.AddRange((await ledger.CorrectionsAsync(id, None)).Select(c => $"{c.MadeAt} {RecordText.Of(c.Record)}"));
        lines.AddRange((await ledger.AmendmentsAsync(id, None)).Select(a => $"{a.MadeAt} {a.Actor} {RecordText.Of(a.Changes)}"));
        lines.Add(string.Join(' ', (await ledger.MessagesAsync(id, None))?.Parties ?? []));
        return lines;
    }
}
