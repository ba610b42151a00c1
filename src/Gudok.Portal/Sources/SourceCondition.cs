namespace Gudok.Portal;

/// <summary>How a source fares, in a word.</summary>
internal enum SourceCondition
{
    /// <summary>Nothing to be done.</summary>
    Fine,

    /// <summary>Nothing came for a quarter of an hour.</summary>
    Silent,

    /// <summary>Its clock is off by more than a second.</summary>
    ClockOff,

    /// <summary>Its times are missing or beyond belief.</summary>
    ClockIgnored,

    /// <summary>It holds packets back for more than two seconds.</summary>
    Lagging,
}
