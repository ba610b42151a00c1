using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Seals;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>Bytes that stand in files of others by now: a change here is a new format version, not a mended test.</summary>
public sealed class FormatTests
{
    private static readonly CallRecord Record = LedgerEntries.Record(1, LedgerEntries.Start);

    [Fact]
    public void Facts_keep_their_bytes()
    {
        var facts = new PackedWriter();
        FactsCodec.Encode(Record, facts);
        Assert.Equal(FormatGoldens.Facts, Convert.ToHexStringLower(facts.Written));
    }

    [Fact]
    public void Details_keep_their_bytes()
    {
        var details = new CborWriter();
        DetailsCodec.Encode(Record, details);
        Assert.Equal(FormatGoldens.Details, Convert.ToHexStringLower(details.Written));
    }

    [Fact]
    public void Media_keep_their_bytes_at_the_end_of_the_details()
    {
        var details = new CborWriter();
        var heard = Record with { Media = MediaSamples.Of(LedgerEntries.Start), OneWayAudio = OneWayAudio.CalleeUnheard };
        DetailsCodec.Encode(heard, details);
        Assert.Equal(FormatGoldens.DetailsWithMedia, Convert.ToHexStringLower(details.Written));
        Assert.StartsWith("a5" + FormatGoldens.Details[2..], FormatGoldens.DetailsWithMedia, StringComparison.Ordinal);
        Assert.Equal(RecordText.Of(heard with { Legs = [] }), RecordText.Of(DetailsCodec.Apply(heard, details.Written) with { Legs = [] }));
    }

    [Fact]
    public void Leaf_keeps_its_form_and_hash()
    {
        var form = new LeafForm();
        var leaf = new byte[Leaf.HashLength];
        form.Hash(Record, null, new byte[16], [1, 2, 3], [new PartyCommitment(1, new byte[32]), new PartyCommitment(2, new byte[32])], leaf);
        Assert.Equal(FormatGoldens.LeafForm, Convert.ToHexStringLower(form.Form));
        Assert.Equal(FormatGoldens.Leaf, Convert.ToHexStringLower(leaf));
    }

    [Fact]
    public void Amendments_keep_their_details_and_leaf()
    {
        var amendment = LedgerEntries.Amendment(Record.Id, LedgerEntries.Start + TimeSpan.FromDays(1), new AmendedValues
        {
            Service = "112",
            Topic = "тема",
            Kind = "complaint",
            Application = "A-1",
            Priority = 2,
            Handling = "inWork",
            TransferredTo = Record.Id,
            Note = new SealedNote([new PartyId(5)], new byte[] { 1, 2, 3 }),
        });
        var details = new CborWriter();
        AmendmentDetails.Encode(amendment, details);
        Assert.Equal(FormatGoldens.AmendmentDetails, Convert.ToHexStringLower(details.Written));
        var leaf = new byte[Leaf.HashLength];
        AmendmentLeaf.Hash(amendment, 3, new byte[16], [1, 2, 3], leaf);
        Assert.Equal(FormatGoldens.AmendmentLeaf, Convert.ToHexStringLower(leaf));
    }

    [Fact]
    public void Index_files_keep_their_bytes()
    {
        var index = new OpenSegmentIndex();
        index.Add([LedgerEntries.Record(2, LedgerEntries.Start + TimeSpan.FromSeconds(1)), Record]);
        var content = index.Content();
        var name = new SegmentName(DayPart.OfDefault(new DateOnly(2026, 11, 21)), 3);
        var summary = new SegmentSummary(2, 0, 9, 5, 6, 7, 8);
        Assert.Equal(FormatGoldens.SegmentIndex, Convert.ToHexStringLower(SegmentIndexFile.Make(name, new byte[16], summary, content)));
        Assert.Equal(FormatGoldens.PartyRun, Convert.ToHexStringLower(PartyRunFile.Make([new RunSegment(name, 2)], content.Parties)));
    }

    [Theory]
    [InlineData(0, 48492707842L, "2026-11-21", 739940L, "calls")]
    [InlineData(1, 1148004335618L, "2026-11-21.001", 17517156L, "calls-001")]
    [InlineData(255, 280423957790722L, "2026-11-21.255", 4278930020L, "calls-255")]
    public void A_class_stands_in_names_of_segments_folders_keys_and_heads(int number, long packed, string folder, long key, string log)
    {
        var part = new DayPart(new DateOnly(2026, 11, 21), number);
        var name = new SegmentName(part, 2);
        Assert.Equal((packed, folder, key, log), (name.Packed, SegmentName.FolderName(part), part.Packed, LedgerLog.NameOf(number)));
        Assert.Equal(name, SegmentName.Unpack(packed));
        Assert.Equal(part, DayPart.Unpack(key));
        Assert.True(SegmentName.TryReadFolder(folder, out var read));
        Assert.Equal((part, number), (read, LedgerLog.ClassOf(log)));
    }

    [Theory]
    [InlineData("2026-11-21.000", "calls-000")]
    [InlineData("2026-11-21.256", "calls-256")]
    [InlineData("2026-11-21.1", "calls-1")]
    [InlineData("2026-11-31", "calls-")]
    [InlineData("parties", "journal")]
    [InlineData("2026-11-21-001", "calls-+01")]
    public void What_names_no_part_of_a_day_is_none(string folder, string log)
    {
        Assert.False(SegmentName.TryReadFolder(folder, out _));
        Assert.Null(LedgerLog.ClassOf(log));
    }

    [Fact]
    public void Stored_numbers_of_words_do_not_change()
    {
        Assert.Equal([0, 1, 2, 3, 4], Enum.GetValues<CallDirection>().Select(word => (int)word));
        Assert.Equal("Unknown Answered Busy Cancelled NoAnswer Rejected Failed", string.Join(' ', Enum.GetNames<CallDisposition>()));
        Assert.Equal("Unknown Inbound Outbound Internal Transit", string.Join(' ', Enum.GetNames<CallDirection>()));
        Assert.Equal("Unknown Caller Callee System", string.Join(' ', Enum.GetNames<CallEnd>()));
        Assert.Equal("None Blind Attended Diverted", string.Join(' ', Enum.GetNames<CallTransfer>()));
        Assert.Equal("Page=1 Correction=2 Messages=3 Amendment=4 Held=5", Words<SealKind>());
        Assert.Equal("None=0 Caller=1 Callee=2 Dialled=3 Other=4", Words<LegParty>());
        Assert.Equal("None=0 SameStart=1 Answered=2 Ended=4 SameAnswer=8 SameEnd=16 SameResult=32", Words<LegFlags>());
        Assert.Equal("None=0 Mos=1 Loss=2 Jitter=4 Rtt=8", Words<QualityFlags>());
        Assert.Equal(
            "None=0 Withheld=1 Complete=2 StartEstimated=4 EndEstimated=8 LossSuspected=16 Ringing=32 Answered=64 Ended=128 Setup=256 "
                + "Talk=512 EarlyMedia=1024 Cause=2048 Quality=4096 Link=8192 Messages=16384",
            Words<FactFlags>());
        Assert.Equal("Caller=1 Callee=2 Dialled=3 LegCaller=16 LegCallee=17", Words<PartyRole>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Facts_cut_or_lengthened_are_refused(int change)
    {
        var facts = new PackedWriter();
        FactsCodec.Encode(Record, facts);
        byte[] bytes = change switch
        {
            0 => [.. facts.Written, 0],
            1 => facts.Written[..^1].ToArray(),
            _ => [],
        };
        Assert.Throws<InvalidDataException>(() => FactsCodec.Decode(Record.Id, 0, 0, 0, 0, bytes));
    }

    [Fact]
    public void Seal_opens_only_as_what_it_was_sealed()
    {
        using var seal = new DaySeal(new byte[32], new byte[16]);
        using var other = new DaySeal(new byte[32], [.. new byte[15], 1]);
        var sealedBytes = new byte[3 + DaySeal.Overhead];
        seal.Seal(SealKind.Page, 1, [1, 2, 3], sealedBytes);
        Assert.Equal([1, 2, 3], seal.Open(SealKind.Page, 1, sealedBytes));
        Assert.Throws<InvalidDataException>(() => seal.Open(SealKind.Page, 2, sealedBytes));
        Assert.Throws<InvalidDataException>(() => seal.Open(SealKind.Correction, 1, sealedBytes));
        Assert.Throws<InvalidDataException>(() => other.Open(SealKind.Page, 1, sealedBytes));
        Assert.Throws<InvalidDataException>(() => seal.Open(SealKind.Page, 1, sealedBytes.AsSpan(0, 27)));
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(word => $"{word}={Convert.ToInt32(word, null)}"));
}
