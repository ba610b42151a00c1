using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;
using Gudok.Testing;

namespace Gudok.Ledger.Tests;

/// <summary>Bytes of held.db that stand in files of others by now (docs/ledger-format.md): a change here is a new format version, not a mended test.</summary>
public sealed class HeldFormatTests : IDisposable
{
    private const string Tables = "classes drops file holds messages owed records residue";
    private static readonly DayPart Part = DayPart.OfDefault(new DateOnly(2026, 11, 21));
    private readonly TestFolder _folder = new();
    private readonly SeededDayKeys _keys = new(LedgerFolder.KeySeed);

    private string FilePath => Path.Combine(_folder.Path, "held.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_keep_their_columns()
    {
        using (Open())
        {
        }

        using var db = LedgerDb.OpenToRead(FilePath, isImmutable: false);
        Assert.Equal(LedgerDb.FormatVersion, db.Scalar("pragma user_version"));
        var columns = Tables.Split(' ').Select(table =>
        {
            var names = new List<string>();
            using var rows = db.Prepare($"select name, type, pk from pragma_table_info('{table}')");
            while (rows.Step()) names.Add($"{rows.Text(0)} {rows.Text(1)}{(rows.Int64(2) > 0 ? $" {rows.Int64(2)}" : "")}");
            return $"{table}: {string.Join(", ", names)}";
        });
        Assert.Equal(HeldGoldens.Columns, columns);
    }

    [Fact]
    public void Rows_keep_their_bytes()
    {
        using (var held = Open())
        {
            var hold = new LegalHold { Id = Guid.Parse("01234567-89ab-7def-8123-456789abcdef"), Call = Record.Id, Actor = "ivanov", Reason = "дело 15", MadeAt = new Instant(5) };
            held.Holds.Put(hold);
            held.Holds.Put(hold with
            {
                Id = Guid.Parse("11234567-89ab-7def-8123-456789abcdef"),
                Call = null,
                Party = new PartyId(0xfedcba9876543210),
                MadeAt = new Instant(6),
                Until = new Instant(7),
                ReleasedAt = new Instant(8),
                ReleasedBy = "petrova",
            });
            held.Classes.Keep([new RetentionTerms("экстренные", "calls to 112", 1095, 30)]);
            var emergency = Part with { Class = 1 };
            held.Drops.Begin([Content(Part), Content(emergency)], [Statement(Part), Statement(emergency)], held.Records, held.Owed);
            held.Drops.Finish(Part);
        }

        Assert.Equal(HeldGoldens.Rows, Rows("holds", "classes", "drops", "residue", "owed"));
    }

    [Fact]
    public void A_held_record_keeps_its_bytes_and_reads_back()
    {
        var octets = HeldRecordCodec.Encode(Held());
        Assert.Equal(HeldGoldens.Record, Convert.ToHexStringLower(octets));
        var read = HeldRecordCodec.Decode(octets);
        Assert.Equal(RecordText.Of(Held().Now), RecordText.Of(read.Now));
        Assert.Equal([HeldKind.Record, HeldKind.Correction, HeldKind.Amendment], read.Entries.Select(entry => entry.Kind));
        Assert.Equal("petrova", read.Amendments[0].Actor);
        Assert.Equal(octets, HeldRecordCodec.Encode(read));
    }

    [Fact]
    public void What_was_sealed_before_opens()
    {
        using (Open())
        {
        }

        using (var db = LedgerDb.OpenToWrite(FilePath, "select 1"))
        {
            db.Execute($"update file set id=x'000102030405060708090a0b0c0d0e0f'; insert into records values(x'{Id()}',x'{HeldGoldens.SealedRecord}'); "
                + $"insert into messages values(x'{Id()}',x'{HeldGoldens.SealedKeys}',x'010203')");
        }

        using var held = Open();
        Assert.Equal(HeldGoldens.Record, Convert.ToHexStringLower(HeldRecordCodec.Encode(held.Records.Find(Record.Id)!)));
        var messages = held.Messages.Find(Record.Id)!;
        Assert.Equal([new PartyId(1001), new PartyId(7)], messages.Parties);
        Assert.Equal("010203", Convert.ToHexStringLower(messages.Data.Span));
    }

    private static CallRecord Record => LedgerEntries.Record(1, LedgerEntries.Start);

    private HeldFile Open() => new(FilePath, _keys, new RetentionTerms(RetentionClass.DefaultName, "test", 1826, 7));

    private static HeldRecord Held()
    {
        var (salt, leaf) = (Filled(0x11, 16), Filled(0x22, 32));
        var commitments = new[] { new PartyCommitment(1, Filled(0x33, 32)), new PartyCommitment(2, Filled(0x44, 32)) };
        var amendment = LedgerEntries.Amendment(Record.Id, LedgerEntries.Start + TimeSpan.FromHours(2), new AmendedValues { Topic = "тема", Note = new SealedNote([new PartyId(7)], new byte[] { 9 }) });
        return new HeldRecord(
            [
                new HeldEntry(HeldKind.Record, 12, null, 0, salt, leaf) { Record = Record, Commitments = commitments },
                new HeldEntry(HeldKind.Correction, 13, LedgerEntries.Start + TimeSpan.FromHours(1), 0, salt, leaf) { Record = Record with { SipStatus = 486 }, Commitments = commitments },
                new HeldEntry(HeldKind.Amendment, 14, amendment.MadeAt, 1, salt, leaf) { Amendment = amendment },
            ],
            [0xee]);
    }

    private static (DayPart Part, DayContent Content) Content(DayPart part)
    {
        var content = new DayContent();
        content.Parties.Add(new PartyId(0xfedcba9876543210));
        var delta = new RollupDelta();
        delta.Add(Record);
        content.Residue.Add(new SegmentName(part with { Day = part.Day.AddDays(1) }, 3), delta);
        return (part, content);
    }

    private static DropStatement Statement(DayPart part) =>
        new(part.Day, new Instant(9), 3, 2, 1, 1, [(1, 3), (300, 302)], Filled(0x55, 32)) { Class = part.Class };

    private static byte[] Filled(byte octet, int count) => [.. Enumerable.Repeat(octet, count)];

    private static string Id()
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        Record.Id.Write(octets);
        return Convert.ToHexStringLower(octets);
    }

    // A row a line: numbers as they are, octets in hexadecimal.
    private List<string> Rows(params string[] tables)
    {
        var lines = new List<string>();
        using var db = LedgerDb.OpenToRead(FilePath, isImmutable: false);
        foreach (var table in tables)
        {
            var columns = (int)db.Scalar($"select count(*) from pragma_table_info('{table}')");
            var line = string.Join("||' '||", Enumerable.Range(0, columns).Select(at => $"coalesce(case typeof({Name(db, table, at)}) when 'blob' then hex({Name(db, table, at)}) else {Name(db, table, at)} end,'-')"));
            using var rows = db.Prepare($"select {line} from {table} order by 1");
            while (rows.Step()) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {rows.Text(0)}"));
        }

        return lines;
    }

    private static string Name(LedgerDb db, string table, int at)
    {
        using var name = db.Prepare($"select name from pragma_table_info('{table}') where cid={at}");
        return name.Step() ? name.Text(0) : "";
    }
}
