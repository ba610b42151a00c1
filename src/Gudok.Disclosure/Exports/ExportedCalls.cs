using System.Collections;
using Gudok.Calls;

namespace Gudok.Disclosure;

/// <summary>Which calls stand in an export, which of their parties were known then and whether they had a note: 16 octets of id and one of flags each. No
/// number and no name.</summary>
internal sealed class ExportedCalls : IEnumerable<(RecordId Call, byte Known)>
{
    private const int Length = 17;
    private const int Note = 8;
    private readonly List<byte> _octets = [];

    /// <summary>An empty list.</summary>
    public ExportedCalls()
    {
    }

    /// <summary>What was kept.</summary>
    public ExportedCalls(byte[] octets) => _octets.AddRange(octets);

    /// <summary>To be kept.</summary>
    public byte[] ToArray() => [.. _octets];

    /// <summary>Adds a call, masked: in a mask an erased party is empty.</summary>
    public void Add(CallView call)
    {
        _octets.AddRange(Guid.Parse(call.Id).ToByteArray(bigEndian: true));
        _octets.Add(KnownOf(call));
    }

    /// <summary>Whether a call has lost what it had in the file: a party, or the note, which dies with anybody who stands in the call, in a leg too. A
    /// note that somebody took away is lost to nobody.</summary>
    public static bool HasLost(CallView call, byte known) => (known & ~(KnownOf(call) | Note)) != 0 || ((known & Note) != 0 && call.NoteErased == true);

    /// <summary>Which parties of a call are known, and whether it has a note.</summary>
    private static byte KnownOf(CallView call) => (byte)(Flag(call.Caller, 1) | Flag(call.Callee, 2) | Flag(call.Dialled, 4) | (call.Note is { Length: > 0 } ? Note : 0));

    public IEnumerator<(RecordId Call, byte Known)> GetEnumerator()
    {
        var octets = _octets.ToArray();
        for (var at = 0; at < octets.Length; at += Length)
        {
            if (RecordId.TryParse(new Guid(octets.AsSpan(at, Length - 1), bigEndian: true).ToString(), out var call)) yield return (call, octets[at + Length - 1]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int Flag(PartyView? party, int flag) => party is { Text.Length: > 0 } ? flag : 0;
}
