namespace Gudok.Ledger;

/// <summary>What the files of a closed segment hold.</summary>
/// <param name="Order">Row numbers less one, in order of start and id.</param>
/// <param name="Traits">Traits in the same order.</param>
/// <param name="Lows">Lower key bits by row.</param>
/// <param name="Parties">Who stands where.</param>
internal sealed record SegmentContent(int[] Order, byte[] Traits, ulong[] Lows, SortedPostings Parties);

/// <summary>Parties in rising order, each with the places where it stands.</summary>
/// <param name="Parties">The parties, and the links of conversations: <see cref="PartyKeys"/>.</param>
/// <param name="Ends">For each the end of its postings in <see cref="Postings"/>; they begin at the end before.</param>
/// <param name="Postings">Segment's ordinal in the run (12 bits) ‖ place in the segment's order of start (20 bits), rising.</param>
internal sealed record SortedPostings(ulong[] Parties, int[] Ends, uint[] Postings);
