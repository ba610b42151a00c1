using System.Runtime.InteropServices;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The bytes of an index file of parties (docs/ledger-format.md). Deterministic, like a segment's index file.</summary>
internal static class PartyRunFile
{
    /// <summary><c>GDKRUN01</c> read as a little-endian number.</summary>
    public const ulong Magic = 0x3130_4e55_524b_4447;

    public const int SegmentsOffset = 8;
    public const int PartiesOffset = 12;
    public const int PostingsOffset = 16;
    public const int HeadLength = 24;
    public const int SegmentLength = 16;
    public const int PlaceBits = 20;

    /// <summary>The most segments in one file: an ordinal has 12 bits.</summary>
    public const int MostSegments = 1 << (32 - PlaceBits);

    public static byte[] Make(IReadOnlyList<RunSegment> segments, SortedPostings postings)
    {
        var bytes = new byte[LengthOf(segments.Count, postings.Parties.Length, postings.Postings.Length)];
        BitConverter.TryWriteBytes(bytes, Magic);
        BitConverter.TryWriteBytes(bytes.AsSpan(SegmentsOffset), segments.Count);
        BitConverter.TryWriteBytes(bytes.AsSpan(PartiesOffset), postings.Parties.Length);
        BitConverter.TryWriteBytes(bytes.AsSpan(PostingsOffset), postings.Postings.Length);
        var at = HeadLength;
        foreach (var segment in segments)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at), segment.Name.Packed);
            BitConverter.TryWriteBytes(bytes.AsSpan(at + 8), segment.Count);
            at += SegmentLength;
        }

        MemoryMarshal.AsBytes(postings.Parties.AsSpan()).CopyTo(bytes.AsSpan(at));
        at += 8 * postings.Parties.Length;
        MemoryMarshal.AsBytes(postings.Ends.AsSpan()).CopyTo(bytes.AsSpan(at));
        at += 4 * postings.Ends.Length;
        MemoryMarshal.AsBytes(postings.Postings.AsSpan()).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    public static long LengthOf(int segments, int parties, int postings) =>
        HeadLength + (long)SegmentLength * segments + 12L * parties + 4L * postings;

    /// <summary>Joins postings; ordinals are those of the joined list of segments, which is in order of name.</summary>
    public static (List<RunSegment> Segments, SortedPostings Postings) Join(IReadOnlyList<(IReadOnlyList<RunSegment> Segments, SortedPostings Postings)> parts)
    {
        List<RunSegment> segments = [.. parts.SelectMany(part => part.Segments).OrderBy(segment => segment.Name)];
        var all = parts.Sum(part => part.Postings.Parties.Length);
        var parties = new ulong[all];
        var sources = new (int Part, int Index)[all];
        var used = 0;
        for (var part = 0; part < parts.Count; part++)
        {
            var from = parts[part].Postings.Parties;
            from.CopyTo(parties, used);
            for (var index = 0; index < from.Length; index++) sources[used++] = (part, index);
        }

        Array.Sort(parties, sources);
        return (segments, Gather(parts, segments, parties, sources));
    }

    /// <summary>What a file says of the parts of days that stay.</summary>
    public static (List<RunSegment> Segments, SortedPostings Postings) Without(
        IReadOnlyList<RunSegment> segments, SortedPostings postings, Func<DayPart, bool> isDropped)
    {
        List<RunSegment> kept = [.. segments.Where(segment => !isDropped(segment.Name.Part))];
        var ordinals = segments.Select(segment => kept.IndexOf(segment)).ToArray();
        var (parties, ends, places) = (new List<ulong>(), new List<int>(), new List<uint>());
        for (int party = 0, posting = 0; party < postings.Parties.Length; party++)
        {
            var before = places.Count;
            for (; posting < postings.Ends[party]; posting++)
            {
                var value = postings.Postings[posting];
                var ordinal = ordinals[value >> PlaceBits];
                if (ordinal >= 0) places.Add((uint)ordinal << PlaceBits | (value & ((1u << PlaceBits) - 1)));
            }

            if (places.Count == before) continue;
            parties.Add(postings.Parties[party]);
            ends.Add(places.Count);
        }

        return (kept, new SortedPostings([.. parties], [.. ends], [.. places]));
    }

    private static SortedPostings Gather(
        IReadOnlyList<(IReadOnlyList<RunSegment> Segments, SortedPostings Postings)> parts,
        List<RunSegment> segments,
        ulong[] parties,
        (int Part, int Index)[] sources)
    {
        var ordinals = parts.Select(part => part.Segments.Select(segment => (uint)segments.IndexOf(segment)).ToArray()).ToArray();
        var distinct = new List<ulong>();
        var ends = new List<int>();
        var joined = new uint[parts.Sum(part => part.Postings.Postings.Length)];
        int used = 0, first = 0;
        for (var at = 0; at < parties.Length; at++)
        {
            var (part, index) = sources[at];
            var from = parts[part].Postings;
            for (var posting = index == 0 ? 0 : from.Ends[index - 1]; posting < from.Ends[index]; posting++)
            {
                var value = from.Postings[posting];
                joined[used++] = ordinals[part][value >> PlaceBits] << PlaceBits | (value & ((1u << PlaceBits) - 1));
            }

            if (at + 1 < parties.Length && parties[at + 1] == parties[at]) continue;
            Array.Sort(joined, first, used - first);
            distinct.Add(parties[at]);
            ends.Add(used);
            first = used;
        }

        return new SortedPostings([.. distinct], [.. ends], joined);
    }
}

/// <summary>A segment that a run covers.</summary>
internal readonly record struct RunSegment(SegmentName Name, int Count);
