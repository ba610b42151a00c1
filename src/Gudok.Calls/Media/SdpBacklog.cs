namespace Gudok.Calls;

/// <summary>Session descriptions that were seen before any media were: copied and not read. Most inputs bring no media at all, and then
/// nobody pays for reading them; when the first packet of media comes, those of the calls in progress are read at once.</summary>
internal sealed class SdpBacklog
{
    /// <summary>Descriptions kept at most; the oldest make room.</summary>
    public const int MostDescriptions = 4096;

    /// <summary>The longest description kept: what a call offers with every codec it has.</summary>
    public const int LongestDescription = 2048;

    // One buffer, made with the first description: half a KiB a description is what they have.
    private const int Room = 4 << 20;

    private readonly Queue<Entry> _entries = new();
    private byte[] _octets = [];
    private int _next;

    /// <summary>Keeps a description; one that is too long is left out.</summary>
    public void Keep(byte[] callId, in Announcement by, ReadOnlySpan<byte> description)
    {
        if (description.Length > LongestDescription) return;
        if (_octets.Length == 0) _octets = new byte[Room];
        if (_next + description.Length > Room) Wrap();
        while (_entries.TryPeek(out var oldest) && (_entries.Count == MostDescriptions || oldest.Overlaps(_next, description.Length))) _entries.Dequeue();
        description.CopyTo(_octets.AsSpan(_next));
        _entries.Enqueue(new Entry(callId, by, _next, description.Length));
        _next += description.Length;
    }

    /// <summary>Takes the oldest; false if there is none, and then the buffer is given up.</summary>
    public bool TryTake(out byte[] callId, out Announcement by, out ReadOnlySpan<byte> description)
    {
        callId = [];
        by = default;
        description = default;
        if (!_entries.TryDequeue(out var entry))
        {
            _octets = [];
            return false;
        }

        (callId, by) = (entry.CallId, entry.By);
        description = _octets.AsSpan(entry.Start, entry.Length);
        return true;
    }

    // What is left of the last round behind the place reached is the oldest of all.
    private void Wrap()
    {
        while (_entries.TryPeek(out var oldest) && oldest.Start >= _next) _entries.Dequeue();
        _next = 0;
    }

    private readonly record struct Entry(byte[] CallId, Announcement By, int Start, int Length)
    {
        public bool Overlaps(int start, int length) => Start < start + length && start < Start + Length;
    }
}
