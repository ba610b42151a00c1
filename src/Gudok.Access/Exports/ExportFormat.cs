namespace Gudok.Access;

/// <summary>What stands in the archive. Stored by its name: names never change.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values, UTF-8 (RFC 4180).</summary>
    Csv,

    /// <summary>A workbook of Office Open XML.</summary>
    Xlsx,
}
