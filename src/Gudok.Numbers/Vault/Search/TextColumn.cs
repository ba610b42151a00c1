using System.Text;

namespace Gudok.Numbers;

/// <summary>The texts of addresses and names, normalised, one after another in one run of UTF-8: scanned as one. Not thread-safe.</summary>
internal sealed class TextColumn
{
    private readonly List<(int Offset, int Ordinal)> _entries = [];
    private readonly Dictionary<int, int> _entryOf = [];
    private byte[] _text = new byte[1024];
    private int _length;

    public void Add(int ordinal, string text)
    {
        if (_entryOf.ContainsKey(ordinal)) return;
        var normal = PartQuery.Normalise(text);
        var needed = _length + Encoding.UTF8.GetByteCount(normal) + 1;
        if (needed > _text.Length) Array.Resize(ref _text, Math.Max(needed, (int)Math.Min((long)_text.Length * 2, Array.MaxLength)));
        _entryOf.Add(ordinal, _entries.Count);
        _entries.Add((_length, ordinal));
        _length += Encoding.UTF8.GetBytes(normal, _text.AsSpan(_length));
        // A zero stands between texts, so that no part is found across two.
        _text[_length++] = 0;
    }

    /// <summary>Wipes the text of a place.</summary>
    public void Clear(int ordinal)
    {
        if (!_entryOf.Remove(ordinal, out var entry)) return;
        _text.AsSpan(_entries[entry].Offset..EndOf(entry)).Clear();
    }

    public void Find(string part, int limit, List<int> found)
    {
        var sought = Encoding.UTF8.GetBytes(part);
        var from = 0;
        while (found.Count < limit)
        {
            var hit = _text.AsSpan(from, _length - from).IndexOf(sought);
            if (hit < 0) return;
            var entry = EntryAt(from + hit);
            found.Add(_entries[entry].Ordinal);
            from = EndOf(entry);
        }
    }

    private int EndOf(int entry) => entry + 1 < _entries.Count ? _entries[entry + 1].Offset : _length;

    private int EntryAt(int offset)
    {
        var (low, high) = (0, _entries.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_entries[middle].Offset <= offset) low = middle;
            else high = middle - 1;
        }

        return low;
    }
}
