using System.Buffers.Binary;
using Gudok.Calls;
using Gudok.Seals;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The canonical form of a record without PartyIds and sealed fields, and its leaf (docs/ledger-format.md). Keys never change.
/// Not thread-safe: one a writer or checker.</summary>
internal sealed class LeafForm
{
    public const int FormVersion = 1;
    private readonly CborWriter _cbor = new();
    private readonly PackedWriter _commitments = new();
    private readonly List<PartyPlace> _places = [];
    private readonly List<PartyPlace> _repeated = [];
    private ushort[] _roles = [];

    /// <summary>The canonical form made last.</summary>
    public ReadOnlySpan<byte> Form => _cbor.Written;

    /// <summary>Hashes a record or a correction.</summary>
    /// <param name="record">The record.</param>
    /// <param name="madeAt">When the correction was made; null for the record itself.</param>
    /// <param name="salt">The 16 octets sealed with the details.</param>
    /// <param name="details">The details as sealed.</param>
    /// <param name="commitments">Of the parties, in order of role.</param>
    /// <param name="leaf">Takes 32 octets.</param>
    public void Hash(
        CallRecord record,
        Instant? madeAt,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> details,
        IReadOnlyList<PartyCommitment> commitments,
        Span<byte> leaf)
    {
        Encode(record, madeAt, commitments);
        _commitments.Reset();
        Leaf.CommitField(salt, details, _commitments.Take(Leaf.HashLength));
        for (var index = 0; index < commitments.Count; index++) _commitments.Write(commitments[index].Hash.Span);
        Leaf.Hash(_cbor.Written, _commitments.Written, leaf);
    }

    private void Encode(CallRecord record, Instant? madeAt, IReadOnlyList<PartyCommitment> commitments)
    {
        TakeRoles(commitments);
        FindRepeated(record);
        _cbor.Reset();
        _cbor.WriteMap(CountPairs(record, madeAt));
        Write(0, FormVersion);
        WriteId(record.Id);
        Write(2, record.StartedAt.Micros);
        Write(3, record.RingingAt?.Micros);
        Write(4, record.AnsweredAt?.Micros);
        Write(5, record.EndedAt?.Micros);
        Write(6, record.SetupMs);
        Write(7, record.TalkMs);
        Write(8, record.EarlyMediaMs);
        Write(9, (long)record.Direction);
        Write(10, (long)record.Disposition);
        Write(11, record.SipStatus);
        Write(12, record.Cause);
        Write(13, (long)record.EndedBy);
        Write(14, (long)record.Transfer);
        Write(15, Marks(record));
        if (record.LinkId is { } link) WriteLink(link);
        if (record.Quality is { } quality) WriteQuality(quality);
        _cbor.WriteInteger(18);
        _cbor.WriteArray(record.Legs.Count);
        for (var index = 0; index < record.Legs.Count; index++) WriteLeg(record.Legs[index]);
        WriteRoles();
        Write(21, madeAt?.Micros);
    }

    private static int CountPairs(CallRecord record, Instant? madeAt) =>
        12 + One(record.RingingAt) + One(record.AnsweredAt) + One(record.EndedAt) + One(record.SetupMs) + One(record.TalkMs)
        + One(record.EarlyMediaMs) + One(record.Cause) + One(record.LinkId) + (record.Quality is null ? 0 : 1) + One(madeAt);

    private static long Marks(CallRecord record) =>
        (record.Withheld ? 1 : 0) | (record.IsComplete ? 2 : 0) | (record.IsStartEstimated ? 4 : 0)
        | (record.IsEndEstimated ? 8 : 0) | (record.IsLossSuspected ? 16 : 0);

    private void TakeRoles(IReadOnlyList<PartyCommitment> commitments)
    {
        if (_roles.Length != commitments.Count) _roles = new ushort[commitments.Count];
        for (var index = 0; index < _roles.Length; index++) _roles[index] = commitments[index].Role;
    }

    // A place without a commitment of its own names the first committed place of the same party.
    private void FindRepeated(CallRecord record)
    {
        _places.Clear();
        _repeated.Clear();
        RecordParties.Places(record, _places);
        foreach (var place in _places)
        {
            if (!IsCommitted(place.Role)) _repeated.Add(place);
        }
    }

    private void WriteRoles()
    {
        _cbor.WriteInteger(19);
        _cbor.WriteArray(_roles.Length);
        foreach (var role in _roles) _cbor.WriteInteger(role);
        _cbor.WriteInteger(20);
        _cbor.WriteMap(_repeated.Count);
        foreach (var place in _repeated)
        {
            _cbor.WriteInteger(place.Role);
            _cbor.WriteInteger(CommittedRole(place));
        }
    }

    // Zero, no role, says that a party stands there to which nothing commits.
    private int CommittedRole(PartyPlace repeated)
    {
        foreach (var place in _places)
        {
            if (place.Party == repeated.Party && IsCommitted(place.Role)) return place.Role;
        }

        return 0;
    }

    private bool IsCommitted(ushort role)
    {
        foreach (var committed in _roles)
        {
            if (committed == role) return true;
        }

        return false;
    }

    private void WriteId(RecordId id)
    {
        Span<byte> octets = stackalloc byte[RecordId.Length];
        id.Write(octets);
        _cbor.WriteInteger(1);
        _cbor.WriteBytes(octets);
    }

    private void WriteLink(CallKey link)
    {
        Span<byte> octets = stackalloc byte[10];
        BinaryPrimitives.WriteUInt16BigEndian(octets, link.High);
        BinaryPrimitives.WriteUInt64BigEndian(octets[2..], link.Low);
        _cbor.WriteInteger(16);
        _cbor.WriteBytes(octets);
    }

    private void WriteQuality(CallQuality quality)
    {
        _cbor.WriteInteger(17);
        _cbor.WriteMap(One(quality.Mos) + One(quality.LossPercent) + One(quality.JitterMs) + One(quality.RttMs));
        WriteFigure(1, quality.Mos);
        WriteFigure(2, quality.LossPercent);
        WriteFigure(3, quality.JitterMs);
        WriteFigure(4, quality.RttMs);
    }

    private void WriteLeg(RecordLeg leg)
    {
        _cbor.WriteMap(3 + One(leg.AnsweredAt) + One(leg.EndedAt));
        Write(1, leg.StartedAt.Micros);
        Write(2, leg.AnsweredAt?.Micros);
        Write(3, leg.EndedAt?.Micros);
        Write(4, (long)leg.Disposition);
        Write(5, leg.SipStatus);
    }

    private static int One<T>(T? value)
        where T : struct => value.HasValue ? 1 : 0;

    private void Write(int key, long? value)
    {
        if (value is not { } number) return;
        _cbor.WriteInteger(key);
        _cbor.WriteInteger(number);
    }

    private void WriteFigure(int key, double? value)
    {
        if (value is not { } figure) return;
        _cbor.WriteInteger(key);
        _cbor.WriteDouble(figure);
    }
}
