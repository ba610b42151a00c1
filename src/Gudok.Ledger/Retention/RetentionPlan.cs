namespace Gudok.Ledger;

/// <summary>What is kept, and what would go when.</summary>
/// <param name="Classes">The classes by number, class 0 first.</param>
/// <param name="Days">What they have of each day, the oldest first.</param>
public sealed record RetentionPlan(IReadOnlyList<ClassPlan> Classes, IReadOnlyList<RetentionItem> Days);

/// <summary>A class and what it has.</summary>
/// <param name="Class">The class.</param>
/// <param name="Days">Of how many days it has something.</param>
/// <param name="Records">How many records.</param>
/// <param name="NextOn">The day on which the oldest of them go; null if it has none.</param>
/// <param name="MessagesNextOn">The day on which the oldest kept messages go; null if it has none.</param>
/// <param name="Held">How many of its calls a legal hold in force covers; counted up to 10,000 for each hold.</param>
public sealed record ClassPlan(RetentionClass Class, int Days, long Records, DateOnly? NextOn, DateOnly? MessagesNextOn, long Held);

/// <summary>What a class has of a day, and when it goes.</summary>
/// <param name="Class">The class.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Records">How many records.</param>
/// <param name="GoesOn">The day on which their term is over.</param>
/// <param name="IsDue">Whether it is over.</param>
/// <param name="Waits">Whether the day has to wait for another to which it added something.</param>
/// <param name="MessagesGoOn">The day on which its kept messages go; null if it has none.</param>
public sealed record RetentionItem(
    RetentionClass Class, DateOnly Day, long Records, DateOnly GoesOn, bool IsDue, bool Waits, DateOnly? MessagesGoOn);

/// <summary>What a run did.</summary>
/// <param name="MessageDays">How many days of classes had their messages destroyed.</param>
/// <param name="Dropped">What stays of what was dropped.</param>
/// <param name="ForgottenParties">Parties that stood in no call any more and were erased.</param>
public sealed record RetentionReport(int MessageDays, IReadOnlyList<DropStatement> Dropped, int ForgottenParties)
{
    /// <summary>What was due and had to be left, a line each with its code, no number of a person in it. It is tried again at the next run.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
