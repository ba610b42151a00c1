namespace Gudok.Access;

/// <summary>How far a request for an export has come. Stored by its name: names never change.</summary>
public enum ExportState
{
    /// <summary>It waits for somebody to decide.</summary>
    Asked,

    /// <summary>It was approved, and its file is being made.</summary>
    Approved,

    /// <summary>Its file is there.</summary>
    Ready,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>It was taken back, by its requester or because it may not be any more.</summary>
    Withdrawn,

    /// <summary>Its time is over: of the request, or of its file.</summary>
    Expired,

    /// <summary>Its file could not be made.</summary>
    Failed,
}
