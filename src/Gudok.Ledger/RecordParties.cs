using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>A place of a record and who stands in it.</summary>
/// <param name="Role">A <see cref="PartyRole"/>; of legs with the leg's number in it.</param>
/// <param name="Party">Who stands there, never none.</param>
public readonly record struct PartyPlace(ushort Role, PartyId Party);

/// <summary>Which parties a record names, and where.</summary>
public static class RecordParties
{
    /// <summary>Every place that is taken, in order of role.</summary>
    public static void Places(CallRecord record, ICollection<PartyPlace> places)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(places);
        Add(places, (ushort)PartyRole.Caller, record.Caller);
        Add(places, (ushort)PartyRole.Callee, record.Callee);
        Add(places, (ushort)PartyRole.Dialled, record.Dialled);
        for (var leg = 0; leg < record.Legs.Count; leg++)
        {
            Add(places, (ushort)((int)PartyRole.LegCaller + 2 * leg), record.Legs[leg].Caller);
            Add(places, (ushort)((int)PartyRole.LegCallee + 2 * leg), record.Legs[leg].Callee);
        }
    }

    /// <summary>The first place of each party: where its commitment belongs. The leaf says which places repeat which,
    /// so a second commitment to the same party would prove nothing more.</summary>
    public static IReadOnlyList<PartyPlace> FirstPlaces(CallRecord record)
    {
        var places = new List<PartyPlace>();
        Places(record, places);
        var seen = 0;
        for (var next = 0; next < places.Count; next++)
        {
            if (!IsAmong(places, seen, places[next].Party)) places[seen++] = places[next];
        }

        places.RemoveRange(seen, places.Count - seen);
        return places;
    }

    private static bool IsAmong(List<PartyPlace> places, int count, PartyId party)
    {
        for (var index = 0; index < count; index++)
        {
            if (places[index].Party == party) return true;
        }

        return false;
    }

    private static void Add(ICollection<PartyPlace> places, ushort role, PartyId party)
    {
        if (!party.IsNone) places.Add(new PartyPlace(role, party));
    }
}
