namespace Plenum.LoadTest.Media;

/// <summary>What goes over a connection.</summary>
/// <param name="SendsVideo">Whether it publishes pictures.</param>
/// <param name="SendsAudio">Whether it publishes sound.</param>
/// <param name="VideoSlots">How many pictures it takes.</param>
/// <param name="AudioSlots">How many sounds it takes.</param>
internal sealed record ConnectionPlan(bool SendsVideo, bool SendsAudio, int VideoSlots, int AudioSlots)
{
    /// <summary>The mid of the pictures that are sent.</summary>
    public const string Camera = "camera";

    /// <summary>The mid of the sound that is sent.</summary>
    public const string Microphone = "microphone";

    /// <summary>Where in its clips it begins, 0 to 1.</summary>
    public double Start { get; init; }

    /// <summary>Whose turn to speak it is: its number, and how many there are.</summary>
    public (int Number, int Count) Speaker { get; init; } = (0, 1);
}
