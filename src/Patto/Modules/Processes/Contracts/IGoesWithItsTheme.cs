namespace Patto.Modules.Processes.Contracts;

/// <summary>A row that holds the key of a theme and goes with it where themes are merged, but is no thing that stands under it for
/// people: it is not counted with them.</summary>
public interface IGoesWithItsTheme;
