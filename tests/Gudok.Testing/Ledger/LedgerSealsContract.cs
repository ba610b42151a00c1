using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>What every ledger must do with its seals. An implementation derives from it and runs all of it.</summary>
public abstract class LedgerSealsContract : IAsyncDisposable
{
    private static readonly DateOnly _day = LedgerEntries.Start.UtcDay;
    private ICallLedger? _ledger;

    /// <summary>The clock of the ledger: noon of the day after <see cref="LedgerEntries.Start"/>'s.</summary>
    protected ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static Instant Start => LedgerEntries.Start;

    private static CancellationToken None => CancellationToken.None;

    /// <summary>Opens an empty ledger, whose chain of heads uses <see cref="Clock"/> and the key of <see cref="TestHeads"/>.</summary>
    protected abstract ValueTask<ICallLedger> OpenAsync();

    /// <summary>Closes the ledger and opens what it kept; null if nothing is kept.</summary>
    protected abstract ValueTask<ICallLedger?> ReopenAsync(ICallLedger ledger);

    /// <summary>Disposes the ledger.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_ledger is not null) await _ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sealing_signs_a_head_of_each_day_that_grew()
    {
        var ledger = await Open();
        await Append(ledger, 1, Start);
        await Append(ledger, 2, Start);
        await Append(ledger, 3, Start + TimeSpan.FromDays(1));
        var heads = (await ledger.SealAsync(None)).Heads;
        Assert.Equal([(1, _day, 2), (2, _day.AddDays(1), 1)], heads.Select(head => ((int)head.Number, head.Tree.Day, (int)head.Size)));
        Assert.All(heads, head => Assert.True(ledger.Heads.Key.HasSigned(head)));
        Assert.All(heads, head => Assert.Equal((LedgerLog.Name, HeadKind.Tree, Clock.GetUtcNow()), (head.Tree.Log, head.Kind, head.SignedAt)));
        Assert.Empty((await ledger.SealAsync(None)).Heads);
        Assert.Equal(heads[1], ledger.Heads.Last);
    }

    [Fact]
    public async Task Each_head_names_the_head_before_it()
    {
        var ledger = await Open();
        for (var call = 1; call <= 3; call++)
        {
            await Append(ledger, call, Start + TimeSpan.FromDays(call));
            await ledger.SealAsync(None);
        }

        var finding = await new ChainCheck(ledger.Heads.Store, ledger.Heads.Key).RunAsync(None);
        Assert.Equal((3, true), (finding.Heads, finding.IsOk));
    }

    [Fact]
    public async Task A_correction_is_a_leaf_of_the_day_on_which_it_was_made()
    {
        var ledger = await Open();
        var record = await Append(ledger, 1, Start);
        await Correct(ledger, record with { SipStatus = 486 }, Start + TimeSpan.FromHours(1));
        await Correct(ledger, record with { SipStatus = 487 }, Start + TimeSpan.FromDays(2));
        var heads = (await ledger.SealAsync(None)).Heads;
        Assert.Equal([(_day, 2), (_day.AddDays(2), 1)], heads.Select(head => (head.Tree.Day, (int)head.Size)));
    }

    [Fact]
    public async Task An_amendment_is_a_leaf_too()
    {
        var ledger = await Open();
        var record = await Append(ledger, 1, Start);
        await ledger.AmendAsync(new CallAmendment(record.Id, Start + TimeSpan.FromDays(1), "ivanova", new AmendedValues { Topic = "roads" }), null, None);
        await ledger.AmendAsync(new CallAmendment(record.Id, Start, "ivanova", new AmendedValues { Topic = "lifts" }), null, None);
        await Append(ledger, 2, Start);
        var heads = (await ledger.SealAsync(None)).Heads;
        Assert.Equal([(_day, 3), (_day.AddDays(1), 1)], heads.Select(head => (head.Tree.Day, (int)head.Size)));
        var entries = await ledger.ProveAsync(record.Id, None);
        Assert.Equal([null, "roads", "lifts"], entries.Select(entry => entry.Amendment?.Changes.Topic));
        Assert.Equal([(0, _day), (1, _day.AddDays(1)), (2, _day)], entries.Select(entry => (entry.Version, entry.Place.Head.Tree.Day)));
        Assert.All(entries, entry => Assert.True(IsProved(entry, ledger.Heads.Key)));
    }

    [Fact]
    public async Task Record_and_corrections_are_proved_to_stand_in_their_trees()
    {
        var ledger = await Open();
        var records = new List<CallRecord>();
        for (var call = 1; call <= 20; call++)
        {
            records.Add(await Append(ledger, call, Start + TimeSpan.FromSeconds(call)));
            if (call % 3 == 0) await Correct(ledger, records[call / 2] with { SipStatus = 480 + call }, Start + TimeSpan.FromDays(call % 2));
            if (call == 10) await ledger.CloseSegmentsAsync(None);
            if (call % 7 == 0) await ledger.SealAsync(None);
        }

        foreach (var record in records)
        {
            var entries = await ledger.ProveAsync(record.Id, None);
            Assert.Equal(RecordText.Of(record), RecordText.Of(entries[0].Record!));
            Assert.Equal((await ledger.CorrectionsAsync(record.Id, None)).Select(c => RecordText.Of(c.Record)), entries.Skip(1).Select(e => RecordText.Of(e.Record!)));
            Assert.All(entries, entry => Assert.True(IsProved(entry, ledger.Heads.Key)));
        }

        Assert.Empty(await ledger.ProveAsync(RecordId.Create(Start, LedgerEntries.KeyOf(99)), None));
    }

    [Fact]
    public async Task A_proof_of_what_no_head_has_seen_seals_it_first()
    {
        var ledger = await Open();
        var first = await Append(ledger, 1, Start);
        await ledger.SealAsync(None);
        var second = await Append(ledger, 2, Start);
        Assert.Equal(2, Assert.Single(await ledger.ProveAsync(second.Id, None)).Place.Head.Number);
        Assert.True(IsProved(Assert.Single(await ledger.ProveAsync(first.Id, None)), ledger.Heads.Key));
    }

    [Fact]
    public async Task A_late_append_to_an_old_day_only_extends_its_tree()
    {
        var ledger = await Open();
        var heads = new List<SignedHead>();
        for (var call = 1; call <= 9; call++)
        {
            await Append(ledger, call, Start + TimeSpan.FromSeconds(call));
            await Append(ledger, 100 + call, Start + TimeSpan.FromDays(call));
            await ledger.CloseSegmentsAsync(None);
            heads.AddRange((await ledger.SealAsync(None)).Heads.Where(head => head.Tree.Day == _day));
        }

        foreach (var (from, to) in from one in heads from other in heads where one.Size <= other.Size select (one, other))
        {
            var proof = await ledger.ProveGrowthAsync(DayPart.OfDefault(_day), from.Size, to.Size, None);
            Assert.True(TreeProof.Extends(from.Size, Convert.FromHexString(from.Root), to.Size, Convert.FromHexString(to.Root), proof));
        }
    }

    [Fact]
    public async Task Trees_go_on_where_they_were_when_the_ledger_opens_again()
    {
        var ledger = await Open();
        await Append(ledger, 1, Start);
        await Append(ledger, 2, Start);
        var before = Assert.Single((await ledger.SealAsync(None)).Heads);
        if (await ReopenAsync(ledger) is not { } again) return;
        _ledger = again;
        var third = await Append(again, 3, Start);
        Assert.True(IsProved(Assert.Single(await again.ProveAsync(third.Id, None)), again.Heads.Key));
        var after = again.Heads.Last!;
        Assert.Equal((before.Hash, 3), (after.Previous, after.Size));
        var growth = await again.ProveGrowthAsync(DayPart.OfDefault(_day), before.Size, after.Size, None);
        Assert.True(TreeProof.Extends(before.Size, Convert.FromHexString(before.Root), after.Size, Convert.FromHexString(after.Root), growth));
    }

    [Fact]
    public async Task Closing_seals_what_no_head_has_seen()
    {
        var ledger = await Open();
        await Append(ledger, 1, Start);
        if (await ReopenAsync(ledger) is not { } again) return;
        _ledger = again;
        Assert.Equal(1, again.Heads.Last!.Size);
    }

    [Fact]
    public async Task Verify_tells_of_heads_and_of_what_no_head_has_seen()
    {
        var ledger = await Open();
        await Append(ledger, 1, Start);
        Assert.Equal(HeadsReport.None with { Unsealed = 1 }, (await ledger.VerifyAsync(null, None)).Heads);
        await ledger.SealAsync(None);
        await Append(ledger, 2, Start);
        await Append(ledger, 3, Start + TimeSpan.FromDays(1));
        var report = await ledger.VerifyAsync(null, None);
        Assert.Equal((true, new HeadsReport(1, 2, 0, ledger.Heads.Last)), (report.IsOk, report.Heads));
    }

    private static bool IsProved(ProvedEntry entry, HeadKey key)
    {
        var (content, place) = (entry.Leaf, entry.Place);
        var same = entry.Amendment is { } amendment
            ? LeafContent.Of(amendment, entry.Version, content.Salt.Span)
            : LeafContent.Of(entry.Record!, entry.MadeAt, content.Salt.Span, content.Commitments);
        return same.Hash.Span.SequenceEqual(content.Hash.Span) && key.HasSigned(place.Head)
            && TreeProof.Includes(content.Hash.Span, place.Index, place.Head.Size, place.Path, Convert.FromHexString(place.Head.Root));
    }

    private async Task<ICallLedger> Open() => _ledger = await OpenAsync();

    private static async Task<CallRecord> Append(ICallLedger ledger, int number, Instant start)
    {
        var record = LedgerEntries.Record(number, start) with { Callee = new PartyId(500) };
        await ledger.AppendAsync(LedgerEntries.Batch(LedgerEntries.Entry(record)), None);
        return record;
    }

    private static async Task Correct(ICallLedger ledger, CallRecord record, Instant madeAt) =>
        await ledger.AppendAsync(new LedgerBatch([], [LedgerEntries.Correction(record, madeAt)]), None);
}
