using Gudok.Numbers;

namespace Gudok.Ledger.Postgres;

/// <summary>How the ledger on a server is kept.</summary>
public sealed record PostgresLedgerOptions
{
    /// <summary>Its database: one of its own, by a role that cannot connect to the vault's.</summary>
    public required PostgresOptions Server { get; init; }

    /// <summary>For how many days from a call's start its record is kept. Default 1,826, five years.</summary>
    public int RecordDays { get; init; } = 1826;

    /// <summary>For how many days from a call's start its messages are kept; 0 keeps none. Default 7.</summary>
    public int MessageDays { get; init; } = 7;

    /// <summary>Why calls are kept that belong to no further class of retention.</summary>
    public string Purpose { get; init; } = "calls of the contact centre";

    internal RetentionTerms DefaultTerms => new(RetentionClass.DefaultName, Purpose, RecordDays, MessageDays);
}
