namespace Plenum.LoadTest.Plan;

/// <summary>What a group of participants does.</summary>
internal enum ScenarioKind
{
    /// <summary>Everybody sees and hears everybody.</summary>
    Meeting,

    /// <summary>Some publish, and watch each other; many watch them all.</summary>
    Webinar,

    /// <summary>One publishes, many watch.</summary>
    Livestream,

    /// <summary>Everybody hears everybody; no pictures.</summary>
    Audio,

    /// <summary>One publishes; viewers come and go at a steady rate.</summary>
    Churn,
}
