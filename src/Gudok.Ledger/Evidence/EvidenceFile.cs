using System.Text.Json.Nodes;

namespace Gudok.Ledger;

/// <summary>A file of evidence: a record, its corrections and amendments, and the proofs that they stood in signed trees (<c>docs/formats/evidence.md</c>).</summary>
/// <param name="Algorithm">How heads are signed.</param>
/// <param name="PublicKey">The key that signed them, SubjectPublicKeyInfo in hexadecimal digits.</param>
/// <param name="Authentication">How the source of the record was authenticated.</param>
/// <param name="Entries">The record, its corrections in order, its amendments in order.</param>
internal sealed record EvidenceFile(string Algorithm, string PublicKey, string Authentication, IReadOnlyList<EvidenceEntry> Entries)
{
    private const string WithoutAmendments = "gudok-evidence/1";
    private const string WithAmendments = "gudok-evidence/2";

    /// <summary>Version 1 knows no amendments; a file without any stays of that version, so that every checker reads it.</summary>
    public string Format => Entries.Any(entry => entry.IsAmendment) ? WithAmendments : WithoutAmendments;

    /// <summary>The one way to write the file.</summary>
    public string ToText() => ScriptJson.Write(new JsonObject
    {
        ["format"] = Format,
        ["algorithm"] = Algorithm,
        ["publicKey"] = PublicKey,
        ["sourceAuthentication"] = Authentication,
        ["entries"] = new JsonArray([.. Entries.Select(entry => (JsonNode)entry.ToJson())]),
    }) + "\n";

    public static EvidenceFile Read(JsonObject file)
    {
        var format = EvidenceFields.Text(file, "format");
        if (format is not (WithoutAmendments or WithAmendments)) throw new InvalidDataException("The format is none that this program knows.");
        return new EvidenceFile(
            EvidenceFields.Text(file, "algorithm"),
            EvidenceFields.Hex(file, "publicKey"),
            EvidenceFields.Text(file, "sourceAuthentication"),
            [.. EvidenceFields.Items(file, "entries").Select(entry => EvidenceEntry.Read(EvidenceFields.AsObject(entry)))]);
    }
}
