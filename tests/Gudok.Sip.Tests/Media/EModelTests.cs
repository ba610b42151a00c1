namespace Gudok.Sip.Tests;

public sealed class EModelTests
{
    private static readonly CodecImpairment _g711 = CodecImpairment.Of("PCMA")!.Value;

    [Fact]
    public void The_default_connection_has_the_rating_and_score_of_the_recommendation()
    {
        Assert.Equal(93.2, EModel.RatingOf(_g711, 0, 1, 0), 9);
        Assert.Equal(4.41, EModel.ScoreOf(_g711, 0, 1, 0), 0.005);
    }

    // Ro - Is - Idle by the formulas of G.107 §7.2 to §7.4 with the values of its table of defaults; the other delay terms are 0 there.
    [Fact]
    public void The_default_rating_follows_from_the_default_values()
    {
        const double slr = 8, rlr = 2, stmr = 15, lstr = 18, ds = 3, ps = 35, pr = 35, nc = -70, nfor = -64, telr = 65, wepl = 110, qdu = 1;
        var olr = slr + rlr;
        var nos = ps - slr - ds - 100 + (0.004 * Math.Pow(ps - olr - ds - 14, 2));
        var pre = pr + (10 * Math.Log10(1 + Math.Pow(10, (10 - lstr) / 10)));
        var nor = rlr - 121 + pre + (0.008 * Math.Pow(pre - 35, 2));
        var no = 10 * Math.Log10(Math.Pow(10, nc / 10) + Math.Pow(10, nos / 10) + Math.Pow(10, nor / 10) + Math.Pow(10, (nfor + rlr) / 10));
        var ro = 15 - (1.5 * (slr + no));
        var xolr = olr + (0.2 * (64 + no - rlr));
        var iolr = 20 * (Math.Pow(1 + Math.Pow(xolr / 8, 8), 1.0 / 8) - (xolr / 8));
        var stmro = -10 * Math.Log10(Math.Pow(10, -stmr / 10) + Math.Pow(10, -telr / 10));
        var ist = (12 * Math.Pow(1 + Math.Pow((stmro - 13) / 6, 8), 1.0 / 8)) - (28 * Math.Pow(1 + Math.Pow((stmro + 1) / 19.4, 35), 1.0 / 35))
            - (13 * Math.Pow(1 + Math.Pow((stmro - 3) / 33, 13), 1.0 / 13)) + 29;
        var q = 37 - (15 * Math.Log10(qdu));
        var g = 1.07 + (0.258 * q) + (0.0602 * q * q);
        var y = ((ro - 100) / 15) + (46 / 8.4) - (g / 9);
        var z = (46 / 30.0) - (g / 40);
        var iq = 15 * Math.Log10(1 + Math.Pow(10, y) + Math.Pow(10, z));
        var apart = ro - (10.5 * (wepl + 7));
        var idle = (apart / 2) + Math.Sqrt((apart * apart / 4) + 169);
        Assert.Equal(EModel.DefaultRating, ro - (iolr + ist + iq) - idle, 0.01);
    }

    [Theory]
    [InlineData(100, 4.5)]
    [InlineData(120, 4.5)]
    [InlineData(90, 4.34)]
    [InlineData(80, 4.02)]
    [InlineData(70, 3.60)]
    [InlineData(60, 3.10)]
    [InlineData(50, 2.58)]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    [InlineData(-20, 1)]
    [InlineData(double.NaN, 1)]
    public void Ratings_and_scores_go_together_as_in_the_recommendation(double rating, double score) => Assert.Equal(score, EModel.ScoreOf(rating), 0.0051);

    [Fact]
    public void Loss_costs_what_the_formula_says()
    {
        Assert.Equal(95 * 1 / 26.1, EModel.EquipmentImpairment(_g711, 1, 1), 9);
        var g729 = CodecImpairment.Of("G729")!.Value;
        Assert.Equal(11, EModel.EquipmentImpairment(g729, 0, 1), 9);
        Assert.Equal(11 + (84 * 5 / 24.0), EModel.EquipmentImpairment(g729, 5, 1), 9);
        Assert.Equal(11 + (84 * 5 / (2.5 + 19)), EModel.EquipmentImpairment(g729, 5, 2), 9);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(double.NaN)]
    public void A_delay_that_nobody_notices_costs_nothing(double delayMs) => Assert.Equal(0, EModel.DelayImpairment(delayMs));

    [Fact]
    public void A_longer_delay_costs_more()
    {
        // X = 1 at 200 ms, X = 2 at 400 ms.
        Assert.Equal(25 * (Math.Pow(2, 1 / 6.0) - (3 * Math.Pow(1 + (1 / 729.0), 1 / 6.0)) + 2), EModel.DelayImpairment(200), 9);
        Assert.Equal(25 * (Math.Pow(65, 1 / 6.0) - (3 * Math.Pow(1 + (64 / 729.0), 1 / 6.0)) + 2), EModel.DelayImpairment(400), 9);
        Assert.InRange(EModel.DelayImpairment(400), 23, 26);
    }

    [Fact]
    public void No_loss_or_delay_leads_out_of_the_scale()
    {
        foreach (var loss in new[] { -5, 0, 50, 100, 1000, double.PositiveInfinity })
        {
            foreach (var burst in new[] { 0, 1, 1e9, double.PositiveInfinity })
            {
                foreach (var delay in new[] { 0, 1e9, double.PositiveInfinity }) Assert.InRange(EModel.ScoreOf(_g711, loss, burst, delay), 1, 4.5);
            }
        }
    }

    [Fact]
    public void An_unknown_codec_has_no_impairment() => Assert.Null(CodecImpairment.Of("speex"));

    [Theory]
    [InlineData("PCMU", false)]
    [InlineData("opus", true)]
    public void Figures_that_are_not_the_recommendations_are_told_apart(string codec, bool isAssumed) =>
        Assert.Equal(isAssumed, CodecImpairment.Of(codec)!.Value.IsAssumed);
}
