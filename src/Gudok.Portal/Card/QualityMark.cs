namespace Gudok.Portal;

/// <summary>A mean opinion score in words. The bounds are those of users' satisfaction in ITU-T G.107, Annex B, rounded.</summary>
/// <param name="Name">Names the style.</param>
/// <param name="Icon">The picture beside the word.</param>
/// <param name="Word">What a person reads.</param>
internal readonly record struct QualityMark(string Name, string Icon, string Word)
{
    /// <summary>From here up nobody or hardly anybody is dissatisfied.</summary>
    public const double Good = 4.0;

    /// <summary>From here up some are dissatisfied; below, many.</summary>
    public const double Fair = 3.6;

    /// <summary>The mark of a score; null is not rated.</summary>
    public static QualityMark Of(Texts texts, double? mos) => mos switch
    {
        null => new("unrated", "unknown", texts.QualityUnrated),
        >= Good => new("good", "answered", texts.QualityGood),
        >= Fair => new("fair", "info", texts.QualityFair),
        _ => new("poor", "warning", texts.QualityPoor),
    };
}
