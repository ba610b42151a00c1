using Gudok.Calls;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

public sealed class RandomOperationsTests(ITestOutputHelper output)
{
    private const int Steps = 250;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(null, 1_000_000, 16)]
    [InlineData(null, 7, 2)]
    [InlineData(1, 20, 3)]
    [InlineData(224155983, 1_000_000, 16)]
    [InlineData(403299807, 1_000_000, 16)]
    public async Task Any_sequence_of_operations_answers_as_the_plain_model(int? fixedSeed, int segmentRecords, int openSegments)
    {
        var seed = fixedSeed ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var make = new RandomRecords(random);
        using var folder = new LedgerFolder();
        var model = new InMemoryCallLedger(folder.Clock);
        var ledger = await folder.OpenAsync(segmentRecords, openSegments);
        var ids = new List<RecordId>();
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(12))
            {
                case < 4:
                    var batch = Batch(random, make, ids, model);
                    Assert.Equal(await model.AppendAsync(await batch, None), await ledger.AppendAsync(await batch, None));
                    break;
                case 4:
                    await ledger.CloseSegmentsAsync(None);
                    break;
                case 5 when random.Next(3) == 0:
                    await ledger.DisposeAsync();
                    ledger = await folder.OpenAsync(segmentRecords, openSegments);
                    break;
                case 6:
                    CallProbe[] probes = [make.Probe(), make.Probe(), make.Probe()];
                    Assert.Equal(await model.FindKnownAsync(probes, None), await ledger.FindKnownAsync(probes, None));
                    break;
                case 7:
                    await CompareRollups(model, ledger);
                    break;
                case 8 when ids.Count > 0:
                    await CompareOne(model, ledger, ids[random.Next(ids.Count)]);
                    break;
                default:
                    await ComparePages(model, ledger, make.Query());
                    break;
            }
        }

        Assert.Equal(model.Position, ledger.Position);
        Assert.Equal(await model.VerifyAsync(null, None), await ledger.VerifyAsync(null, None));
        await ledger.DisposeAsync();
    }

    private static async Task<LedgerBatch> Batch(Random random, RandomRecords make, List<RecordId> ids, InMemoryCallLedger model)
    {
        var records = Enumerable.Range(0, random.Next(12)).Select(_ => make.Record()).ToList();
        var corrections = new List<CallCorrection>();
        for (var count = random.Next(4); count > 0 && ids.Count > 0; count--)
        {
            if (await model.FindAsync(ids[random.Next(ids.Count)], None) is not { } record) continue;
            corrections.Add(LedgerEntries.Correction(make.Vary(record), make.Time()));
        }

        ids.AddRange(records.Select(record => record.Id));
        var entries = records.Select(record => LedgerEntries.Entry(record, new SealedMessages([record.Caller], new byte[] { 1, 2 })));
        return new LedgerBatch([.. entries], corrections);
    }

    private static async Task ComparePages(InMemoryCallLedger model, SqliteCallLedger ledger, CallQuery query)
    {
        RecordPage expected;
        do
        {
            expected = await model.QueryAsync(query, None);
            var page = await ledger.QueryAsync(query, None);
            Assert.Equal(expected.Records.Select(RecordText.Of), page.Records.Select(RecordText.Of));
            Assert.Equal(expected.Next, page.Next);
            query = query with { After = page.Next };
        }
        while (expected.Next is not null);
    }

    private static async Task CompareOne(InMemoryCallLedger model, SqliteCallLedger ledger, RecordId id)
    {
        var (expected, found) = (await model.FindAsync(id, None), await ledger.FindAsync(id, None));
        Assert.Equal(expected is null ? null : RecordText.Of(expected), found is null ? null : RecordText.Of(found));
        Assert.Equal(
            (await model.CorrectionsAsync(id, None)).Select(c => (c.MadeAt, RecordText.Of(c.Record))),
            (await ledger.CorrectionsAsync(id, None)).Select(c => (c.MadeAt, RecordText.Of(c.Record))));
        var (kept, messages) = (await model.MessagesAsync(id, None), await ledger.MessagesAsync(id, None));
        Assert.Equal(kept?.Parties, messages?.Parties);
    }

    private static async Task CompareRollups(InMemoryCallLedger model, SqliteCallLedger ledger)
    {
        var (from, to) = (new Instant(0), LedgerEntries.Start + TimeSpan.FromDays(100));
        var (expected, sums) = (await model.RollupsAsync(from, to, None), await ledger.RollupsAsync(from, to, None));
        Assert.Equal(expected.Position, sums.Position);
        Assert.Equal(expected.Rollups, sums.Rollups);
    }
}
