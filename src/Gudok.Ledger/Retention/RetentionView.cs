using System.Text.Json.Serialization;

namespace Gudok.Ledger;

/// <summary>What is kept for how long, as programs read it.</summary>
/// <param name="Classes">The classes, that of all other calls first.</param>
/// <param name="Days">What they have of each day, the oldest first.</param>
public sealed record RetentionView(IReadOnlyList<ClassView> Classes, IReadOnlyList<ClassDayView> Days)
{
    /// <summary>A plan as programs read it.</summary>
    public static RetentionView Of(RetentionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new RetentionView(
            [
                .. plan.Classes.Select(one => new ClassView(
                    one.Class.Terms.Name, one.Class.Terms.Purpose, one.Class.Terms.RecordDays, one.Class.Terms.MessageDays, one.Days, one.Records, one.NextOn,
                    one.MessagesNextOn, one.Held)),
            ],
            [.. plan.Days.Select(day => new ClassDayView(day.Class.Terms.Name, day.Day, day.Records, day.GoesOn, day.IsDue, day.Waits, day.MessagesGoOn))]);
    }
}

/// <summary>A class of retention.</summary>
/// <param name="Name">Its name; <c>default</c> for that of all other calls.</param>
/// <param name="Purpose">Why its calls are kept.</param>
/// <param name="RecordDays">For how many days from a call's start its record is kept.</param>
/// <param name="MessageDays">For how many days its messages are; 0 keeps none.</param>
/// <param name="Days">Of how many days it has something.</param>
/// <param name="Records">How many records.</param>
/// <param name="NextOn">The day on which the oldest of them go; null if it has none.</param>
/// <param name="MessagesNextOn">The day on which the oldest kept messages go; null if it has none.</param>
/// <param name="Held">How many of its calls a legal hold covers; counted up to 10,000 for each hold.</param>
public sealed record ClassView(
    string Name, string Purpose, int RecordDays, int MessageDays, int Days, long Records, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? NextOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? MessagesNextOn, long Held);

/// <summary>What a class has of a day.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Records">How many records.</param>
/// <param name="GoesOn">The day on which their term is over.</param>
/// <param name="Due">Whether it is over.</param>
/// <param name="Waits">Whether it has to wait for another day to whose calls something was added on this one.</param>
/// <param name="MessagesGoOn">The day on which its kept messages go; null if it has none.</param>
public sealed record ClassDayView(string Class, DateOnly Day, long Records, DateOnly GoesOn, bool Due, bool Waits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? MessagesGoOn);
