using System.Security.Cryptography;
using Gudok.Calls;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Testing;

/// <summary>Makes records and ledger entries for tests; commitments are random, as nobody but the vault can tell the difference.</summary>
public static class LedgerEntries
{
    /// <summary>2026-11-21T10:00:00Z, the hour in which test calls begin.</summary>
    public static Instant Start { get; } = Instant.From(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    /// <summary>An answered inbound call of one leg.</summary>
    /// <param name="number">Tells calls apart: key, parties and Call-ID come from it.</param>
    /// <param name="start">Its first INVITE.</param>
    public static CallRecord Record(int number, Instant start)
    {
        var caller = new PartyId(1000 + (ulong)number);
        var callee = new PartyId(7);
        return new CallRecord
        {
            Id = RecordId.Create(start, KeyOf(number)),
            SessionId = $"call-{number}@test",
            Legs = [Leg(number, start, caller, callee)],
            Direction = CallDirection.Inbound,
            Caller = caller,
            Callee = callee,
            Dialled = callee,
            StartedAt = start,
            RingingAt = start + TimeSpan.FromMilliseconds(150),
            AnsweredAt = start + TimeSpan.FromSeconds(3),
            EndedAt = start + TimeSpan.FromSeconds(63),
            SetupMs = 150,
            TalkMs = 60_000,
            Disposition = CallDisposition.Answered,
            SipStatus = 200,
            Cause = 16,
            EndedBy = CallEnd.Caller,
            Source = "test",
            IsComplete = true,
        };
    }

    /// <summary>The leg that <see cref="Record"/> has.</summary>
    public static RecordLeg Leg(int number, Instant start, PartyId caller, PartyId callee) => new()
    {
        CallId = $"call-{number}@test",
        FromTag = $"from{number}",
        ToTag = $"to{number}",
        Caller = caller,
        Callee = callee,
        StartedAt = start,
        AnsweredAt = start + TimeSpan.FromSeconds(3),
        EndedAt = start + TimeSpan.FromSeconds(63),
        Disposition = CallDisposition.Answered,
        SipStatus = 200,
        From = NetworkEndpoint.FromIPv4(0xc0000201, 5060),
        To = NetworkEndpoint.FromIPv4(0xc0000202, 5060),
    };

    /// <summary>A key that only this number has.</summary>
    public static CallKey KeyOf(int number)
    {
        var hash = SHA256.HashData(BitConverter.GetBytes(number));
        return new CallKey((ushort)(BitConverter.ToUInt16(hash) & 0xfff), BitConverter.ToUInt64(hash, 2) & 0x3fff_ffff_ffff_ffff);
    }

    /// <summary>The record with a commitment for each party that it names.</summary>
    public static LedgerEntry Entry(CallRecord record, SealedMessages? messages = null) => new(record, Commitments(record), messages);

    /// <summary>A correction with a commitment for each party that it names.</summary>
    public static CallCorrection Correction(CallRecord record, Instant madeAt) => new(record.Id, madeAt, record, Commitments(record));

    /// <summary>An amendment by one person.</summary>
    public static CallAmendment Amendment(RecordId id, Instant madeAt, AmendedValues changes, string actor = "petrova") => new(id, madeAt, actor, changes);

    /// <summary>A batch of entries without corrections.</summary>
    public static LedgerBatch Batch(params IEnumerable<LedgerEntry> entries) => new([.. entries], []);

    private static PartyCommitment[] Commitments(CallRecord record) =>
        [.. RecordParties.FirstPlaces(record).Select(place => new PartyCommitment(place.Role, RandomNumberGenerator.GetBytes(32)))];
}
