using System.Runtime.InteropServices;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The octets of a call's messages, each distinct message once for each point that saw it.</summary>
internal sealed class KeptMessages(int maxMessages, int maxOctets)
{
    /// <summary>An answered call has seven or eight: with this room most lists never grow.</summary>
    private const int ExpectedMessages = 8;

    private readonly List<(Sighting Sighting, byte[] Octets)> _entries = new(ExpectedMessages);
    private int _used;

    /// <summary>Keeps a message unless it is kept already.</summary>
    /// <returns>False if it is over the limit.</returns>
    public bool Keep(in Sighting sighting, ReadOnlySpan<byte> message)
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Sighting.Repeats(sighting)) return true;
        }

        if (_entries.Count >= maxMessages || message.Length > maxOctets - _used) return false;
        _entries.Add((sighting, message.ToArray()));
        _used += message.Length;
        return true;
    }

    /// <summary>The kept messages in order of time.</summary>
    public IReadOnlyList<KeptMessage> List(ReadOnlySpan<ObservationPoint> points, Func<byte, byte, int> legOf)
    {
        var messages = new KeptMessage[_entries.Count];
        var order = _entries.ToArray();
        SortByTime(order);
        var next = 0;
        foreach (var (sighting, octets) in order)
        {
            var point = points[sighting.Point];
            messages[next++] = new KeptMessage(
                new Instant(sighting.Time),
                point.SenderOf(sighting),
                point.ReceiverOf(sighting),
                point.Transport,
                legOf(sighting.From, sighting.To),
                octets);
        }

        return messages;
    }

    // Messages come nearly always in order, which an insertion sort only has to look at; and it leaves equal times as they came.
    private static void SortByTime((Sighting Sighting, byte[] Octets)[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            for (var j = i; j > 0 && entries[j - 1].Sighting.Time > entries[j].Sighting.Time; j--)
                (entries[j - 1], entries[j]) = (entries[j], entries[j - 1]);
        }
    }

    /// <summary>Writes what is kept.</summary>
    public void Write(StateWriter writer) => writer.Write(_entries, entry =>
    {
        OpenCallState.Write(writer, entry.Sighting);
        writer.Write(entry.Octets);
    });

    /// <summary>Reads what was written.</summary>
    public static KeptMessages Read(StateReader reader, AssemblyOptions options)
    {
        var kept = new KeptMessages(options.KeptMessagesPerCall, options.KeptOctetsPerCall);
        for (var count = reader.ReadInt(); count > 0; count--) kept.Keep(OpenCallState.ReadSighting(reader), reader.ReadOctets());
        return kept;
    }
}
