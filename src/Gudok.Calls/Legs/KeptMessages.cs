using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>The octets of a call's messages, each distinct message once for each point that saw it.</summary>
internal sealed class KeptMessages(int maxMessages, int maxOctets)
{
    private readonly List<(Sighting Sighting, int Start, int Length)> _entries = [];
    private byte[] _octets = [];
    private int _used;

    /// <summary>Keeps a message unless it is kept already.</summary>
    /// <returns>False if it is over the limit.</returns>
    public bool Keep(in Sighting sighting, ReadOnlySpan<byte> message)
    {
        foreach (var (kept, _, _) in _entries)
        {
            if (kept.Repeats(sighting)) return true;
        }

        if (_entries.Count >= maxMessages || message.Length > maxOctets - _used) return false;
        if (_used + message.Length > _octets.Length)
        {
            // What was handed out points into the old array, which stays as it is: only what comes later is written to the new one.
            Array.Resize(ref _octets, Math.Max(_used + message.Length, Math.Max(4096, _octets.Length * 2)));
        }

        message.CopyTo(_octets.AsSpan(_used));
        _entries.Add((sighting, _used, message.Length));
        _used += message.Length;
        return true;
    }

    /// <summary>The kept messages in order of time.</summary>
    public IReadOnlyList<KeptMessage> List(ReadOnlySpan<ObservationPoint> points, Func<byte, byte, int> legOf)
    {
        var messages = new KeptMessage[_entries.Count];
        var order = _entries.Index().OrderBy(entry => entry.Item.Sighting.Time).ThenBy(entry => entry.Index).Select(entry => entry.Item);
        var next = 0;
        foreach (var (sighting, start, length) in order)
        {
            var point = points[sighting.Point];
            messages[next++] = new KeptMessage(
                new Instant(sighting.Time),
                point.SenderOf(sighting),
                point.ReceiverOf(sighting),
                point.Transport,
                legOf(sighting.From, sighting.To),
                _octets.AsMemory(start, length));
        }

        return messages;
    }

    /// <summary>Writes what is kept.</summary>
    public void Write(StateWriter writer) => writer.Write(_entries, entry =>
    {
        OpenCallState.Write(writer, entry.Sighting);
        writer.Write(_octets.AsSpan(entry.Start, entry.Length));
    });

    /// <summary>Reads what was written.</summary>
    public static KeptMessages Read(StateReader reader, AssemblyOptions options)
    {
        var kept = new KeptMessages(options.KeptMessagesPerCall, options.KeptOctetsPerCall);
        for (var count = reader.ReadInt(); count > 0; count--) kept.Keep(OpenCallState.ReadSighting(reader), reader.ReadOctets());
        return kept;
    }
}
