namespace Gudok.Numbers.Postgres;

/// <summary>The fault codes of a database on a server, GDK-2200 to GDK-2299; ledger and vault share them. Codes are never reused.</summary>
public static class DatabaseFaults
{
    /// <summary>No server answers at the address.</summary>
    public const string NotReached = "GDK-2201";

    /// <summary>The server refuses the role or its password.</summary>
    public const string Refused = "GDK-2202";

    /// <summary>There is no database of that name.</summary>
    public const string NoDatabase = "GDK-2203";

    /// <summary>The role lacks a right.</summary>
    public const string NoRight = "GDK-2204";

    /// <summary>The server's disk is full.</summary>
    public const string DiskFull = "GDK-2205";

    /// <summary>None of the hosts is a primary that takes writes.</summary>
    public const string NoPrimary = "GDK-2206";

    /// <summary>The server is set up so that it would lose what it acknowledged.</summary>
    public const string NotDurable = "GDK-2207";

    /// <summary>The tables were made by a newer version of Gudok, or for something else.</summary>
    public const string OtherSchema = "GDK-2208";

    /// <summary>Another process has opened this vault.</summary>
    public const string Owned = "GDK-2209";

    /// <summary>The server answered with some other fault; the message holds its SQLSTATE.</summary>
    public const string Failed = "GDK-2210";

    /// <summary>Another session has a table open that must be taken alone; the message says which helps.</summary>
    public const string TableInUse = "GDK-2211";

    /// <summary>A backup is to be put into a database that holds something.</summary>
    public const string NotEmpty = "GDK-2212";
}
