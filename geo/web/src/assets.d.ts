/** Pictures come into the bundle as `data:` addresses. */
declare module "*.png" {
  const address: string;
  export default address;
}

/** Style sheets go into a file of their own. */
declare module "*.css";
