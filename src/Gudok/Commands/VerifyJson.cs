using Gudok.Access;
using Gudok.Ledger;
using Gudok.Seals;

namespace Gudok;

/// <summary>What <c>verify --json</c> prints.</summary>
/// <param name="Days">Days checked.</param>
/// <param name="Records">Records checked.</param>
/// <param name="Ok">Whether everything agrees.</param>
/// <param name="Corrections">Corrections checked.</param>
/// <param name="Amendments">Amendments checked.</param>
/// <param name="Heads">Signed heads checked.</param>
/// <param name="Unsealed">Entries that no head covers yet.</param>
/// <param name="Dropped">Entries whose days were dropped lawfully.</param>
/// <param name="JournalEntries">Entries of the journal of access checked.</param>
/// <param name="LastHead">The line of the last head, or null.</param>
/// <param name="Key">SHA-256 of the public key that signs heads.</param>
/// <param name="Witness">What a comparison with a witness found; null without one, and then nobody can tell whether the ledger was rolled back.</param>
/// <param name="Failure">The first thing that does not agree, or null.</param>
internal sealed record VerifyJson(
    int Days,
    long Records,
    bool Ok,
    long Corrections,
    long Amendments,
    long Heads,
    long Unsealed,
    long Dropped,
    long JournalEntries,
    string? LastHead,
    string Key,
    VerifyWitnessJson? Witness,
    VerifyFailureJson? Failure)
{
    /// <summary>The public form of a report.</summary>
    public static VerifyJson Of(FolderReport found, HeadKey key, WitnessFinding? witness, VerifyFailure? failure) => Of(found.Calls, found.Journal, key, witness, failure);

    private static VerifyJson Of(VerifyReport report, JournalReport journal, HeadKey key, WitnessFinding? witness, VerifyFailure? failure) => new(
        report.Days,
        report.Records,
        failure is null,
        report.Corrections,
        report.Amendments,
        report.Heads.Heads,
        report.Heads.Unsealed + journal.Unsealed,
        report.Heads.Dropped + journal.Dropped,
        journal.Entries,
        report.Heads.Last?.ToString(),
        key.Fingerprint,
        witness is null ? null : new VerifyWitnessJson(witness.Compared, witness.Behind, witness.IsOk),
        failure is null ? null : new VerifyFailureJson(failure.Day, failure.Record, failure.Head, failure.Fault, failure.Text));
}

/// <summary>What a comparison with a witness found.</summary>
/// <param name="Compared">Heads compared.</param>
/// <param name="Behind">Heads signed after the last that the witness has.</param>
/// <param name="Ok">Whether they agree.</param>
internal sealed record VerifyWitnessJson(long Compared, long Behind, bool Ok);

/// <summary>The first thing that does not agree.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Record">Its record, if it is in one.</param>
/// <param name="Head">Its head, if it is in one.</param>
/// <param name="Code">The fault's code.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record VerifyFailureJson(string Day, string? Record, long? Head, string Code, string Text);
