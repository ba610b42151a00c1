using System.Globalization;
using Gudok.Numbers;

namespace Gudok.Ledger;

/// <summary>The ledger among the logs that sign heads: one log for each class of retention.</summary>
public static class LedgerLog
{
    /// <summary>Its name in heads. Stored: it never changes.</summary>
    public const string Name = "calls";

    private const string ClassMark = Name + "-";

    /// <summary>The name under which heads of a class's days are signed: that of the ledger for class 0, else <c>calls-017</c>. Stored: it never changes.</summary>
    public static string NameOf(int retentionClass) =>
        retentionClass == 0 ? Name : ClassMark + retentionClass.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>The class whose heads bear a name; null if it is the name of no log of calls.</summary>
    public static int? ClassOf(string log)
    {
        if (log == Name) return 0;
        return log is not null && log.Length == ClassMark.Length + 3 && log.StartsWith(ClassMark, StringComparison.Ordinal)
            && int.TryParse(log[ClassMark.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= DayPart.MostClass
            ? number
            : null;
    }
}
