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
    private const int PlacesOfCall = 3;

    /// <summary>Every place that is taken, in order of role.</summary>
    public static void Places(CallRecord record, List<PartyPlace> places)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(places);
        Add(places, (ushort)PartyRole.Caller, record.Caller);
        Add(places, (ushort)PartyRole.Callee, record.Callee);
        Add(places, (ushort)PartyRole.Dialled, record.Dialled);
        var legs = record.Legs;
        for (var at = 0; at < legs.Count; at++)
        {
            var leg = legs[at];
            Add(places, (ushort)((int)PartyRole.LegCaller + 2 * at), leg.Caller);
            Add(places, (ushort)((int)PartyRole.LegCallee + 2 * at), leg.Callee);
        }
    }

    /// <summary>The first place of each party: where its commitment belongs. The leaf says which places repeat which,
    /// so a second commitment to the same party would prove nothing more.</summary>
    public static List<PartyPlace> FirstPlaces(CallRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var places = new List<PartyPlace>(PlacesOfCall + 2 * record.Legs.Count);
        TakeFirstPlaces(record, places);
        return places;
    }

    /// <summary>As <see cref="FirstPlaces"/>, into a list that was used before.</summary>
    internal static void TakeFirstPlaces(CallRecord record, List<PartyPlace> places)
    {
        places.Clear();
        Places(record, places);
        var seen = 0;
        for (var next = 0; next < places.Count; next++)
        {
            if (!IsAmong(places, seen, places[next].Party)) places[seen++] = places[next];
        }

        places.RemoveRange(seen, places.Count - seen);
    }

    private static bool IsAmong(List<PartyPlace> places, int count, PartyId party)
    {
        for (var index = 0; index < count; index++)
        {
            if (places[index].Party == party) return true;
        }

        return false;
    }

    private static void Add(List<PartyPlace> places, ushort role, PartyId party)
    {
        if (!party.IsNone) places.Add(new PartyPlace(role, party));
    }
}
