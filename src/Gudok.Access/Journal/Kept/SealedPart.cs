using Gudok.Seals;

namespace Gudok.Access;

/// <summary>What of an entry speaks of people, in deterministic CBOR: a map whose absent members are absent.</summary>
internal static class SealedPart
{
    private const int ActorId = 1, ActorName = 2, Roles = 3, SecondFactor = 4, Address = 5, Session = 6, Reason = 7, Objects = 8, Detail = 9, Correlation = 10;

    public static byte[] Write(JournalEntry entry)
    {
        var actor = entry.Actor;
        var cbor = new CborWriter();
        string?[] optional = [actor.Address, actor.Session, entry.Reason, entry.Detail, entry.Correlation];
        cbor.WriteMap(5 + optional.Count(text => text is not null));
        WriteText(cbor, ActorId, actor.Id);
        WriteText(cbor, ActorName, actor.Name);
        WriteTexts(cbor, Roles, [.. actor.Roles.Select(AccessWords.Word)]);
        cbor.WriteInteger(SecondFactor);
        cbor.WriteBoolean(actor.HasSecondFactor);
        WriteText(cbor, Address, actor.Address);
        WriteText(cbor, Session, actor.Session);
        WriteText(cbor, Reason, entry.Reason);
        WriteTexts(cbor, Objects, entry.Objects);
        WriteText(cbor, Detail, entry.Detail);
        WriteText(cbor, Correlation, entry.Correlation);
        return cbor.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static JournalEntry Read(JournalRow row, ReadOnlySpan<byte> octets)
    {
        if (!AccessWords.TryRead(row.Kind, out ActorKind kind) || !AccessWords.TryRead(row.Outcome, out ActOutcome outcome)) throw Broken();
        var cbor = new CborReader(octets);
        var texts = new Dictionary<int, string>();
        var lists = new Dictionary<int, string[]> { [Roles] = [], [Objects] = [] };
        var hasSecondFactor = false;
        for (var left = cbor.ReadMap(); left > 0; left--)
        {
            var key = (int)cbor.ReadInteger();
            if (key is Roles or Objects) lists[key] = ReadTexts(ref cbor);
            else if (key == SecondFactor) hasSecondFactor = cbor.ReadBoolean();
            else texts[key] = cbor.ReadText();
        }

        return new JournalEntry
        {
            Actor = new Actor
            {
                Kind = kind,
                Id = texts.GetValueOrDefault(ActorId) ?? throw Broken(),
                Name = texts.GetValueOrDefault(ActorName) ?? throw Broken(),
                Roles = [.. lists[Roles].Select(word => AccessWords.TryRead(word, out Role role) ? role : throw Broken())],
                HasSecondFactor = hasSecondFactor,
                Address = texts.GetValueOrDefault(Address),
                Session = texts.GetValueOrDefault(Session),
            },
            Act = row.Act,
            Outcome = outcome,
            Reason = texts.GetValueOrDefault(Reason),
            Objects = lists[Objects],
            Detail = texts.GetValueOrDefault(Detail),
            Correlation = texts.GetValueOrDefault(Correlation),
        };
    }

    private static void WriteText(CborWriter cbor, int key, string? text)
    {
        if (text is null) return;
        cbor.WriteInteger(key);
        cbor.WriteText(text);
    }

    private static void WriteTexts(CborWriter cbor, int key, IReadOnlyList<string> texts)
    {
        cbor.WriteInteger(key);
        cbor.WriteArray(texts.Count);
        foreach (var text in texts) cbor.WriteText(text);
    }

    private static string[] ReadTexts(ref CborReader cbor)
    {
        var texts = new string[cbor.ReadArray()];
        for (var at = 0; at < texts.Length; at++) texts[at] = cbor.ReadText();
        return texts;
    }

    private static InvalidDataException Broken() => new("The sealed part of an entry is not what was written.");
}
