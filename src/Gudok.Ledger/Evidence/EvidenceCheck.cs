using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks a file of evidence, with nothing but the file: no data folder, no network.</summary>
public static class EvidenceCheck
{
    /// <summary>The largest file that is looked at, in octets.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Checks a file.</summary>
    /// <param name="file">Its octets.</param>
    /// <returns>The verdict, and each step in words.</returns>
    public static EvidenceVerdict Run(ReadOnlySpan<byte> file)
    {
        var steps = new List<string>();
        try
        {
            var evidence = Read(file, steps);
            using var key = ReadKey(evidence, steps);
            for (var at = 0; at < evidence.Entries.Count; at++) new EntryCheck(evidence.Entries, at, key, steps).Run();
            return new EvidenceVerdict(true, steps, key.Fingerprint, "");
        }
        catch (InvalidDataException fault)
        {
            return new EvidenceVerdict(false, steps, null, fault.Message);
        }
        catch (InvalidOperationException)
        {
            // How the framework says that a JSON string is no text: broken UTF-8, half a surrogate pair.
            return new EvidenceVerdict(false, steps, null, "The file holds a string that is no text.");
        }
    }

    private static EvidenceFile Read(ReadOnlySpan<byte> file, List<string> steps)
    {
        if (file.Length > MaxBytes) throw new InvalidDataException("The file is too large to be evidence.");
        var evidence = EvidenceFile.Read(EvidenceFields.AsObject(Parse(file)));
        if (!Encoding.UTF8.GetBytes(evidence.ToText()).AsSpan().SequenceEqual(file)) throw new InvalidDataException("The file is not written in the one form that evidence has.");
        if (evidence.Entries.Count == 0) throw new InvalidDataException("The file holds no entry.");
        var amendments = evidence.Entries.Count(entry => entry.IsAmendment);
        var amended = amendments == 0 ? "" : $", and {amendments} amendments";
        steps.Add($"The file has the form of {evidence.Format}: one record and {evidence.Entries.Count - 1 - amendments} corrections of it{amended}.");
        if (evidence.Authentication != EvidenceSource.AuthenticationOf(evidence.Entries)) throw new InvalidDataException("How the source was authenticated is not what the record says.");
        steps.Add(EvidenceSource.Tell(evidence.Authentication, EvidenceSource.IsDisclosed(evidence.Entries)));
        return evidence;
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> file)
    {
        try
        {
            return JsonNode.Parse(file, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InvalidDataException("The file is not JSON.", fault);
        }
    }

    private static HeadKey ReadKey(EvidenceFile evidence, List<string> steps)
    {
        if (evidence.Algorithm != HeadSigner.Es256 || !HeadKey.TryRead(Convert.FromHexString(evidence.PublicKey), out var key))
        {
            throw new InvalidDataException("The public key is none that this program can check with.");
        }

        steps.Add($"The public key has the fingerprint {key.Fingerprint} (SHA-256). Compare it with the one that the operator made known: the file alone cannot show whose key it is.");
        return key;
    }
}
