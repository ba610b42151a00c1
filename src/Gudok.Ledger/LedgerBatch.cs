using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>What one append takes.</summary>
/// <param name="Records">New records with their commitments and messages.</param>
/// <param name="Corrections">Later values of records that are already there.</param>
public sealed record LedgerBatch(IReadOnlyList<LedgerEntry> Records, IReadOnlyList<CallCorrection> Corrections);

/// <summary>One new record.</summary>
/// <param name="Record">The fact.</param>
/// <param name="Commitments">One for each party that the record names.</param>
/// <param name="Messages">Its SIP messages, already sealed, or null if none are kept.</param>
public sealed record LedgerEntry(CallRecord Record, IReadOnlyList<PartyCommitment> Commitments, SealedMessages? Messages)
{
    /// <summary>The number of its class of retention, once and for all: one of <see cref="IRetainingLedger.Classes"/>.</summary>
    public int Class { get; init; }
}

/// <summary>SHA-256(r ‖ role ‖ PartyId ‖ party) of a party in its place (<c>docs/ledger-format.md</c>).</summary>
/// <param name="Role">Place: a <see cref="PartyRole"/>, of legs with the leg's number in it.</param>
/// <param name="Hash">32 octets.</param>
public readonly record struct PartyCommitment(ushort Role, ReadOnlyMemory<byte> Hash);

/// <summary>A later addition to a record by the system: a late 200, BYE or leg. Records themselves are never changed.</summary>
/// <param name="Id">The record that it belongs to.</param>
/// <param name="MadeAt">When it was made, by the writer's clock.</param>
/// <param name="Record">The record as it now stands, whole; same id.</param>
/// <param name="Commitments">One for each party that it names.</param>
public sealed record CallCorrection(RecordId Id, Instant MadeAt, CallRecord Record, IReadOnlyList<PartyCommitment> Commitments);

/// <summary>The messages of a call, sealed under the keys of all parties found in it.</summary>
/// <param name="Parties">Whose keys are needed, in the order the key is derived; empty if the call names no kept party.</param>
/// <param name="Data">Nonce, ciphertext and tag.</param>
public sealed record SealedMessages(IReadOnlyList<PartyId> Parties, ReadOnlyMemory<byte> Data);

/// <summary>What an append did.</summary>
/// <param name="Added">Records added.</param>
/// <param name="Known">Records that were there already.</param>
/// <param name="Corrected">Corrections added.</param>
public sealed record AppendReport(int Added, int Known, int Corrected);

/// <summary>What an append made visible.</summary>
/// <param name="Position">The ledger's position after it.</param>
/// <param name="Records">Records added.</param>
/// <param name="Corrections">Corrections added.</param>
public sealed record AppendedRecords(long Position, IReadOnlyList<CallRecord> Records, IReadOnlyList<CallCorrection> Corrections)
{
    /// <summary>Records that somebody amended, as they now stand.</summary>
    public IReadOnlyList<CallRecord> Amended { get; init; } = [];
}
