using System.Text.Json;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger.Tests;

public sealed class RecordVeilTests : IDisposable
{
    private static readonly TimeSpan Shift = TimeSpan.FromDays(-21);

    private readonly ThrowawayNames _names = new();

    public void Dispose() => _names.Dispose();

    [Fact]
    public void No_text_address_id_or_key_of_the_record_is_left()
    {
        var record = Record();
        var veiled = Veil(record);
        var said = JsonSerializer.Serialize(veiled);
        foreach (var text in new[]
                 {
                     "secret-call", "secret-tag", "other-tag", "Trunk North", "ivanov", "Fire desk", "Hot water", "Leak at Lenina 5", "ZAYAVKA", "hep:77",
                     "Cellar", "note", "192.0.2.7", "2001:db8", record.Id.ToString(),
                 })
        {
            Assert.DoesNotContain(text, said, StringComparison.OrdinalIgnoreCase);
        }

        Assert.NotEqual(record.Id.Key, veiled.Id.Key);
        Assert.NotEqual(record.LinkId, veiled.LinkId);
        Assert.NotEqual(record.Legs[0].From.Address, veiled.Legs[0].From.Address);
        Assert.NotEqual(record.Legs[0].To.Address, veiled.Legs[0].To.Address);
        Assert.Null(veiled.Amended);
    }

    [Fact]
    public void What_was_equal_stays_equal_within_one_copy_and_not_between_two()
    {
        var record = Record();
        var (first, again) = (Veil(record), Veil(record));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(again));
        Assert.Equal(first.SessionId, first.Legs[0].CallId);
        Assert.Equal(first.Id.Key, first.LinkId);
        using var others = new ThrowawayNames();
        var other = new RecordVeil(others, Shift).Veil(record, id => id);
        Assert.NotEqual(first.SessionId, other.SessionId);
        Assert.NotEqual(first.Id, other.Id);
        Assert.NotEqual(first.Tags.Operator, other.Tags.Operator);
    }

    [Fact]
    public void Facts_durations_and_words_of_closed_sets_stay_as_amended()
    {
        var record = Record();
        var veiled = Veil(record);
        Assert.Equal((record.Direction, record.Disposition, record.TalkMs, record.SetupMs), (veiled.Direction, veiled.Disposition, veiled.TalkMs, veiled.SetupMs));
        Assert.Equal(("complaint", "refused", 2, "RU-MOW"), (veiled.Tags.Kind, veiled.Tags.Handling, veiled.Tags.Priority, veiled.Tags.Region));
        Assert.Equal((record.StartedAt + Shift, record.EndedAt + Shift), (veiled.StartedAt, veiled.EndedAt));
        Assert.Equal(veiled.Id, RecordId.Create(veiled.StartedAt, veiled.Id.Key));
        Assert.Equal(5060, veiled.Legs[0].From.Port);
        Assert.Null(Veil(record with { Tags = record.Tags with { Region = "Lenina 5" } }).Tags.Region);
        Assert.StartsWith("kind-", Veil(record with { Amended = null, Tags = record.Tags with { Kind = "Ivanov again" } }).Tags.Kind, StringComparison.Ordinal);
    }

    private CallRecord Veil(CallRecord record) => new RecordVeil(_names, Shift).Veil(record, id => id);

    private static CallRecord Record()
    {
        var start = Instant.From(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
        var key = new CallKey(0x123, 0x1234_5678_9abc_def0);
        return new CallRecord
        {
            Id = RecordId.Create(start, key),
            SessionId = "secret-call@192.0.2.7",
            LinkId = key,
            ChannelId = "Trunk North",
            Direction = CallDirection.Inbound,
            Disposition = CallDisposition.Answered,
            StartedAt = start,
            EndedAt = start + TimeSpan.FromSeconds(65),
            TalkMs = 60_000,
            SetupMs = 5_000,
            Source = "hep:77",
            Legs =
            [
                new RecordLeg
                {
                    CallId = "secret-call@192.0.2.7",
                    FromTag = "secret-tag",
                    ToTag = "other-tag",
                    StartedAt = start,
                    From = NetworkEndpoint.FromIPv4(0xc0000207, 5060),
                    To = NetworkEndpoint.From(new System.Net.IPEndPoint(System.Net.IPAddress.Parse("2001:db8::5"), 40_123)),
                },
            ],
            Tags = new CallTags
            {
                Operator = "ivanov",
                Department = "Fire desk",
                Service = "Hot water",
                Topic = "Leak at Lenina 5",
                Kind = "enquiry",
                Application = "ZAYAVKA-1",
                Priority = 2,
                Handling = "handled",
                Region = "RU-MOW",
            },
            Amended = new AmendedValues { Kind = "complaint", Handling = "refused", Topic = "Cellar", Note = new SealedNote([], "note"u8.ToArray()) },
        };
    }
}
