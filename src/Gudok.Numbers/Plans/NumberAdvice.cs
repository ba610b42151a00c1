using System.Globalization;
using System.Numerics;

namespace Gudok.Numbers;

/// <summary>Tells in one line why a number was refused and how it should be written. Never repeats the number.</summary>
public static class NumberAdvice
{
    /// <summary>The line for a form: reason, right form, example.</summary>
    /// <param name="verdict">A verdict that is not valid; a valid one gives an empty line.</param>
    /// <param name="region">Region whose form to show; the number's own region goes first. Without a plan for either: RU.</param>
    /// <param name="culture">Russian gives Russian, all else English.</param>
    public static string For(NumberVerdict verdict, string region, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        if (verdict.IsValid) return "";
        var plan = PlanFor(verdict, region);
        var isRussian = culture.TwoLetterISOLanguageName == "ru";
        var example = Example(plan);
        return isRussian
            ? $"{InRussian(verdict.Fault)} Напишите +{plan.CountryCode} и {DigitsInRussian(plan)}, например {example}."
            : $"{InEnglish(verdict.Fault)} Write +{plan.CountryCode} and {DigitsInEnglish(plan)}, for example {example}.";
    }

    private static RegionPlan PlanFor(NumberVerdict verdict, string region)
    {
        var table = NumberingPlan.Default.Table;
        if (table.Find(verdict.Region) is { } own) return own;
        var isKnown = NumberingPlan.Default.TrySplit(verdict.E164, out var number) && table.ByCountryCode[number.CountryCode]![0].Example.Length > 0;
        return isKnown ? table.ByCountryCode[number.CountryCode]![0] : table.Find(region) ?? table.Find("RU")!;
    }

    private static string InEnglish(NumberFault fault) => fault switch
    {
        NumberFault.None => "",
        NumberFault.NotANumber => "This is not a telephone number.",
        NumberFault.InvalidCountryCode => "No country has this code.",
        NumberFault.TooShortAfterPrefix or NumberFault.TooShort => "The number has too few digits.",
        NumberFault.TooLong => "The number has too many digits.",
        NumberFault.InvalidLength => "No number of this country has so many digits.",
        NumberFault.LocalOnly => "The number lacks its area code.",
        NumberFault.NotAssigned => "There is no such range of numbers.",
    };

    private static string InRussian(NumberFault fault) => fault switch
    {
        NumberFault.None => "",
        NumberFault.NotANumber => "Это не номер телефона.",
        NumberFault.InvalidCountryCode => "Такого кода страны нет.",
        NumberFault.TooShortAfterPrefix or NumberFault.TooShort => "В номере не хватает цифр.",
        NumberFault.TooLong => "В номере лишние цифры.",
        NumberFault.InvalidLength => "Номеров такой длины в этой стране нет.",
        NumberFault.LocalOnly => "В номере нет кода города.",
        NumberFault.NotAssigned => "Номеров с таким началом нет.",
    };

    private static string DigitsInEnglish(RegionPlan plan)
    {
        var (least, most) = LengthsOf(plan);
        return least == most ? $"{least} digits" : $"{least} to {most} digits";
    }

    private static string DigitsInRussian(RegionPlan plan)
    {
        var (least, most) = LengthsOf(plan);
        if (least != most) return $"от {least} до {most} цифр";
        return least is 3 or 4 ? $"{least} цифры" : $"{least} цифр";
    }

    // What people dial: fixed lines and mobile telephones. Special ranges, such as the 14 digits of 8108…, only confuse.
    private static (int Least, int Most) LengthsOf(RegionPlan plan)
    {
        var lengths = 0u;
        foreach (var range in plan.Types)
        {
            if (range.Type is NumberType.FixedLine or NumberType.Mobile && range.Pattern is not null) lengths |= range.Lengths == 0 ? plan.Lengths : range.Lengths;
        }

        if (lengths == 0) lengths = plan.Lengths;
        return (BitOperations.TrailingZeroCount(lengths), 31 - BitOperations.LeadingZeroCount(lengths));
    }

    private static string Example(RegionPlan plan) =>
        NumberingPlan.Default.Format(NationalNumber.Of(plan.CountryCode, plan.Example).ToE164(), NumberForm.Display);
}
