using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>Checks one entry of evidence from its octets up to the signed head.</summary>
internal sealed class EntryCheck(IReadOnlyList<EvidenceEntry> entries, int at, HeadKey key, List<string> steps)
{
    private readonly EvidenceEntry _entry = entries[at];
    private readonly string _name = at == 0 ? "Record" : entries[at].IsAmendment ? $"Amendment {Number(entries, at)}" : $"Correction {at}";

    public void Run()
    {
        CheckLeaf();
        var (reading, roles) = CheckReading();
        CheckParties(roles);
        CheckHead(reading);
    }

    private void CheckLeaf()
    {
        Require(_entry.DetailsHash.Length == 2 * Leaf.HashLength, "the hash of the details has not 32 octets");
        if (_entry is { Salt: { } salt, Details: { } details })
        {
            Require(salt.Length == 2 * Leaf.SaltLength, "the salt has not 16 octets");
            Require(Hash(salt + details) == _entry.DetailsHash, "the details are not those that were committed to");
        }
        else
        {
            Require(_entry.Salt is null && _entry.Details is null, "details and salt are disclosed together or not at all");
        }

        Require(_entry.Parties.All(party => party.Commitment.Length == 2 * Leaf.HashLength), "a commitment has not 32 octets");
        var leaf = Hash("00" + _entry.Form + _entry.DetailsHash + string.Concat(_entry.Parties.Select(party => party.Commitment)));
        Require(leaf == _entry.Leaf, "the record does not agree with its leaf");
        Step($"form, {(_entry.Details is null ? "hash of the undisclosed details" : "details")} and commitments give the leaf {_entry.Leaf[..16]}…");
    }

    private (JsonObject Reading, List<long> Roles) CheckReading()
    {
        var roles = new List<long>();
        var reading = Read(roles);
        Require(ScriptJson.Write(reading) == ScriptJson.Write(_entry.Reading), "what is written of it in words is not what its octets say");
        RequireOrder(reading);
        Step(_entry.IsAmendment
            ? $"in words it says what its octets say: call {reading["id"]}, amended {reading["amendedAt"]}"
            : $"in words it says what its octets say: call {reading["id"]}, started {reading["startedAt"]}, {reading["disposition"]}");
        return (reading, roles);
    }

    private JsonObject Read(List<long> roles)
    {
        var (form, details) = (Convert.FromHexString(_entry.Form), _entry.Details is { } text ? Convert.FromHexString(text) : null);
        var reading = _entry.IsAmendment ? EvidenceAmendment.OfForm(form) : EvidenceReading.OfForm(form, roles);
        if (details is not null) reading["details"] = _entry.IsAmendment ? EvidenceAmendment.OfDetails(details) : EvidenceReading.OfDetails(details);
        return reading;
    }

    // The record, its corrections, its amendments. Amendments bear numbers, so that none is left out before the last one that is here; whether later ones
    // were made no file can say.
    private void RequireOrder(JsonObject reading)
    {
        if (_entry.IsAmendment)
        {
            Require(at > 0, "an amendment stands in the place of the record");
            Require((long)reading["amendment"]! == Number(entries, at), "an amendment is missing, or they stand in another order");
        }
        else
        {
            Require((at > 0) == reading.ContainsKey("correctedAt"), "a correction stands in the place of the record, or the record in that of a correction");
            Require(at == 0 || !entries[at - 1].IsAmendment, "a correction stands behind an amendment");
        }

        if (at == 0) return;
        Require(!entries[0].IsAmendment, "the first entry is no record");
        var first = EvidenceReading.OfForm(Convert.FromHexString(entries[0].Form), []);
        Require((string?)first["id"] == (string?)reading["id"], "it belongs to another record");
    }

    private static int Number(IReadOnlyList<EvidenceEntry> entries, int at) => entries.Take(at + 1).Count(entry => entry.IsAmendment);

    private void CheckParties(List<long> roles)
    {
        Require(_entry.Parties.Select(party => party.Role).SequenceEqual(roles.Select(EvidenceWords.Role)), "the parties are not those that the record commits to");
        for (var index = 0; index < roles.Count; index++)
        {
            var party = _entry.Parties[index];
            if (party is { Party: { } text, Identity: { } identity, Id: { } id, Blind: { } blind })
            {
                Require(blind.Length == 64 && id.Length == 16, "a blind or an id has a wrong length");
                Require(Hash(blind + roles[index].ToString("x4", System.Globalization.CultureInfo.InvariantCulture) + id + identity) == party.Commitment, $"the {party.Role} is not the one that was committed to");
                Require(EvidenceIdentity.Text(Convert.FromHexString(identity)) == text, $"the {party.Role} is written otherwise than committed to");
                Step($"the {party.Role} is the one that was committed to when the record was made");
            }
            else
            {
                Require(party is { Party: null, Identity: null, Id: null, Blind: null }, "a party is disclosed in part");
                Step($"the {party.Role} is not disclosed: its commitment alone stands here");
            }
        }
    }

    private void CheckHead(JsonObject reading)
    {
        var head = ReadHead(_entry.Head);
        Require(head.Kind == HeadKind.Tree && LedgerLog.ClassOf(head.Tree.Log) is not null, "the head is not one of a day of calls");
        var day = ((string)reading[_entry.IsAmendment ? "amendedAt" : at == 0 ? "startedAt" : "correctedAt"]!)[..10];
        Require($"{head.Tree.Day:yyyy-MM-dd}" == day, "the head is of another day");
        byte[][] path = [.. _entry.Path.Select(Convert.FromHexString)];
        Require(path.All(hash => hash.Length == TreeHash.Length), "a hash of the path has not 32 octets");
        var isIncluded = TreeProof.Includes(Convert.FromHexString(_entry.Leaf), _entry.Index, head.Size, path, Convert.FromHexString(head.Root));
        Require(isIncluded, "the leaf does not stand in the tree of the head");
        Step($"it is entry {_entry.Index + 1} of the {head.Size} that head {head.Number} was signed of on {head.SignedAt:yyyy-MM-dd HH:mm:ss} UTC");
        CheckLinks(head);
    }

    private void CheckLinks(SignedHead head)
    {
        if (_entry.Before is { } line)
        {
            var before = ReadHead(line);
            Require(before.Number == head.Number - 1 && before.Hash == head.Previous, "the head does not follow the head before it");
        }
        else
        {
            Require(head.Number == 1 && head.Previous == SignedHead.NoPrevious, "the head before it is missing");
        }

        if (_entry.After is { } next)
        {
            var after = ReadHead(next);
            Require(after.Number == head.Number + 1 && after.Previous == head.Hash, "the head after it does not follow it");
        }

        Step($"the head is signed, and stands in the chain {(_entry.After is null ? "as its end when the file was made" : "between the heads before and after it")}");
    }

    private SignedHead ReadHead(string line)
    {
        Require(SignedHead.TryParse(line, out var head), "a head is none");
        Require(key.HasSigned(head!), "a head was not signed with the key");
        return head!;
    }

    private static string Hash(string hex) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(hex)));

    private void Step(string text) => steps.Add($"{_name}: {text}.");

    private void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException($"{_name}: {otherwise}.");
    }
}
