namespace Gudok.Ledger;

/// <summary>A class of retention: calls that are kept for one purpose and as long.</summary>
/// <param name="Number">Its number in the ledger, given once; 0 is the class of all calls that belong to no other.</param>
/// <param name="Terms">Its name, purpose and terms.</param>
public sealed record RetentionClass(int Number, RetentionTerms Terms)
{
    /// <summary>The number of the class that always exists.</summary>
    public const int Default = 0;

    /// <summary>The name of the class that always exists.</summary>
    public const string DefaultName = "default";
}

/// <summary>What is kept for how long and why.</summary>
/// <param name="Name">The name: by it the ledger knows the class again.</param>
/// <param name="Purpose">Why these calls are kept, in words.</param>
/// <param name="RecordDays">For how many days from a call's start its record is kept.</param>
/// <param name="MessageDays">For how many days its messages are; 0 keeps none.</param>
public sealed record RetentionTerms(string Name, string Purpose, int RecordDays, int MessageDays);
